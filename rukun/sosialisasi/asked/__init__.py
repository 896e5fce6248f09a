"""Questions that people ask about it all: answered once, agreed to by another person, and open to everyone."""
