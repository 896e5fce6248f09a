"""How the system itself is doing: what waits, what is wrong, what is closed for a while, and how it is brought back."""
