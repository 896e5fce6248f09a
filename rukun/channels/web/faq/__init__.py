"""Questions about it all: the public list, asking, and the desk that answers."""
