"""What is kept of a person, wherever it is: shown to them, copied, forgotten when they ask, dropped in its time."""
