"""Routes: one noun a file. A new one is a file and a line in `ROUTERS` of api/routers.py."""
