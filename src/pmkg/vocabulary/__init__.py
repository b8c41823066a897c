"""The words that texts use, read into structure: genes, variants, profiles, tumors, evidence scales."""
