"""What search would find: the snippets' own tests, and what a change would do before it is made."""
