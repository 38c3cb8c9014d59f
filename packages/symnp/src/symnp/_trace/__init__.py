"""Running a user's unchanged NumPy script on symnp, and the account of it by line."""
