"""What is wrong with a library: duplicates, contradictions, what has gone stale."""
