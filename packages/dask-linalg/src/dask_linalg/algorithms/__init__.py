"""One file a factorisation: from a tiled array to the graph of tasks that factors it."""
