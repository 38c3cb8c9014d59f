"""Layouts: what NumPy knows of an array besides its values."""
