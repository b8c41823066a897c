"""Questions that are kept because somebody asked for it, and what of their answers is other after a release."""
