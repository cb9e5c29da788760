"""Engines: text to vectors, text to findings. No database, no web."""
