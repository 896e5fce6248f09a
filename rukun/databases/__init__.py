"""Which database is asked: the primary, a replica that is hardly behind it, or the server itself behind a pooler."""
