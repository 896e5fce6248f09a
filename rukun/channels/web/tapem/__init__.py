"""The validator's desk: appeals first, then one report at a time by keyboard or by hand, or a list of them."""
