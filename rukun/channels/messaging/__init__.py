"""The door through which news leaves: takes what is due from the notices, sends it, and says what became of it."""
