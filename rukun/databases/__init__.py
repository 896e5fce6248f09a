"""Which database is asked: primary, replica, or the server itself behind a pooler; and how an empty one is made."""
