"""The engine of a city on PostgreSQL, as the settings name it: Django's own, but for how a connection is looked at."""
