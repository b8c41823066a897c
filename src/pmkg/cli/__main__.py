"""Run the command line as ``python -m pmkg.cli``."""

from pmkg.cli.app import main

main()
