"""Development only, never published: the CuPy stand-in, adversarial arrays and the paired benchmark runner."""
