"""Hints that a report may not be what it says: one module a kind, each pure, each with its evidence. None strikes."""
