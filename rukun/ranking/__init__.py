"""How well each kelurahan acts: a published method, its table with honest intervals, and anyone's way to redo it."""
