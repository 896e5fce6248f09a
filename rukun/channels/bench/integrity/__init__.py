"""How well planted fraud is seen: a labelled month, edits of photos, the published bound, a validator at work."""
