"""Rukun: neighbours report, offices act, the truth is checked, the money follows, and everyone can see it."""
