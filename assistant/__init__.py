"""A message in, a checked draft out."""
