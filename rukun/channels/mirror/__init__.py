"""The door to plain files: every public page, asked for as a stranger would, and written so that anyone can host it."""
