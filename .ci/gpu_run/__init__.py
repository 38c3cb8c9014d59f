"""The steps of a run on a GPU machine: install from the wheelhouse, look, test, measure."""
