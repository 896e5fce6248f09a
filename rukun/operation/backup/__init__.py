"""A copy of everything that a city cannot make anew, and the way back from it."""
