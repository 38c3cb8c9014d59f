"""Tiles: how a matrix is cut up, and what is done to one or a few of them."""
