"""The map for everyone: marks of reports, squares in which they are counted, and borders to move about in."""
