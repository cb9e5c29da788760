"""A draft phrased by a language model, and what of it may stand."""
