"""Which database is asked: primary, replica, or the server itself behind a pooler; how statements that are kept go to
PostgreSQL; how SQLite stays open and its writers wait; and how an empty one is made."""
