"""Which database is asked: primary, replica, or the server itself behind a pooler; how SQLite stays open and its
writers wait; and how an empty one is made."""
