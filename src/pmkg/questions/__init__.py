"""The questions: pure functions over one release, through the ports alone."""
