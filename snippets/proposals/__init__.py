"""New snippets from what agents write again and again."""
