"""A second opinion on tone, for what the rules miss: a study, not shipped yet."""
