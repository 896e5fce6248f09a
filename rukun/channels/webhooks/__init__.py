"""The door through which events leave for other programs, and at which these say what they want to hear of."""
