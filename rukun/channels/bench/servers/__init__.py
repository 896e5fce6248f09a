"""What is measured runs on these: a PostgreSQL and a pooler of one's own, a server, one connection, bare Django."""
