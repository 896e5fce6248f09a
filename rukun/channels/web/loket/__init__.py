"""The counter of a kelurahan: what a unit tells or brings on paper, and who assists a seat."""
