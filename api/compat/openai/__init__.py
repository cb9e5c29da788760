"""OpenAI's chat protocol, for help desks that take a custom endpoint.

A message is drafted a reply to from the library; a text with a prompt such as "make this
friendlier" is rewritten by the checker. What stands behind an answer is in its `tactful` object.
"""
