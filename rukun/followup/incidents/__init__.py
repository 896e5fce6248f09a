"""One thing that many report at the same time: gathered by the clock, decided by the desk."""
