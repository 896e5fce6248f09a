"""What another system took in earlier: how its rows are read, which are taken over, and how each is kept once."""
