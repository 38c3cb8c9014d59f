"""How much of NumPy's API symnp covers: ``python -m symnp coverage`` counts names and holds them against NumPy."""
