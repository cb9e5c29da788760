"""What the console's server-rendered pages are made of; the routes are in `api.routes.pages`."""
