"""How pictures are looked at, with OpenCV: only ever imported by a process of its own or a command (pure)."""
