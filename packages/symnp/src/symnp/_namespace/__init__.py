"""NumPy's functions, by NumPy's names."""
