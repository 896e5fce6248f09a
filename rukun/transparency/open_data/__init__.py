"""Everything that may be known, as files: written, described, listed, and redone from the files alone."""
