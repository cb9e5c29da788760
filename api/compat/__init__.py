"""Doors for clients that speak other programs' protocols."""
