"""The array that a user holds."""
