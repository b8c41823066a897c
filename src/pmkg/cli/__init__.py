"""The command line: one module per command, imported only when it is asked for."""

from pmkg.cli.app import main

__all__ = ["main"]
