"""The demo: each package's main job on real input, on one page."""
