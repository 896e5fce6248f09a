"""The public side as plain files: how they are called, what was made of which, and whether all is unaltered."""
