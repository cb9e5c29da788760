"""Reads a reply against the conversation: what the customer wrote, earlier turns, the library."""
