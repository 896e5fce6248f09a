"""What a machine looks for in reports before a human does: what it is told, what it noticed, and what that weighs."""
