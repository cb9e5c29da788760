"""A draft without a language model: what is said, in which words and order."""
