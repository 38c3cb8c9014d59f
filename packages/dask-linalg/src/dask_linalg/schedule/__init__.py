"""What depends on where a task runs: who owns a tile, and how many threads BLAS may take."""
