"""A precision-medicine knowledge network: which targeted drugs apply to this molecular signature, and why."""

__version__ = "0.1.0"
