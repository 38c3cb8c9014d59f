"""The graph: immutable nodes and ways to walk them."""
