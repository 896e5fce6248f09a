"""The doors: each turns what somebody asks into actions and queries, and none opens into another."""
