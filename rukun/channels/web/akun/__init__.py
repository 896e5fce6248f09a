"""Pages of a person's own account, from signing up to closing it, and of invitations to seats."""
