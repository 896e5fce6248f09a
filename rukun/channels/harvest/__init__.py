"""Goes to another Open311 server, takes over its requests, and keeps in step with them."""
