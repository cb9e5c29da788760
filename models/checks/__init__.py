"""Checkers: what could be better in a text, found by rules and by engines."""
