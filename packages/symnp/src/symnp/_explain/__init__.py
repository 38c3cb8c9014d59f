"""Saying what a computation costs and what was rewritten."""
