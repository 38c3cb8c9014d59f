"""The version of symnp, read by hatchling."""

__version__ = "0.0.1"
