"""Inference: what NumPy would return, without the data."""
