"""What a lazy result will cost before it is computed, and how far a computation has come."""
