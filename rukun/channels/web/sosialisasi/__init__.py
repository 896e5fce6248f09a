"""Sessions: their pages for everyone, for who runs them, for the door, and for who learns."""
