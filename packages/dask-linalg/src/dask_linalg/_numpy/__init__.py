"""The functions that have the names of `numpy.linalg`, by topic."""
