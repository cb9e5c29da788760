"""What past conversations teach, and how well it serves."""
