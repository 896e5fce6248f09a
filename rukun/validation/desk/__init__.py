"""The validator's desk: what waits, who has which report before them, and what they are shown of it."""
