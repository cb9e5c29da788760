"""The library of canned replies and articles: kept, searched, learned."""
