"""Run the command line as ``python -m pmkg.cli``."""

from pmkg.cli.app import main

# The processes of a batch import this module again, under another name.
if __name__ == "__main__":
    main()
