"""The order of work, and when each buffer ends."""
