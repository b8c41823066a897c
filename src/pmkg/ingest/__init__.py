"""From sources to a release: fetch, load, normalize, check, publish."""
