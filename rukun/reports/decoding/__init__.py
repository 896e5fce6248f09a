"""Turns a file that somebody sent into a picture that is safe to show, in a process of its own with limits (pure)."""
