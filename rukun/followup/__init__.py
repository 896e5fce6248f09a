"""What is being done: who holds a report's ticket, until when, what was done, and what the citizen says of it."""
