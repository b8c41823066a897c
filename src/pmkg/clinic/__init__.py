"""Standards at the edge: how patients come in and how knowledge goes out."""
