"""Private details of customers: where they stand in a text, and the text without them.

| engine | finds |
| --- | --- |
| `patterns` | what words around it, its shape or its check digits give away; quick, no model |
| `spacy` | the same, and names that a model of English (spaCy's NER) sees in the sentence |
"""
