"""The random sample of a month: how large it is, who promised its seed, what was drawn, and how to draw it again."""
