"""Delivery: HTTP, console, command line."""
