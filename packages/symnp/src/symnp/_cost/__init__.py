"""What a graph costs in time and memory."""
