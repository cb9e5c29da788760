"""A text of the agent's, made better."""
