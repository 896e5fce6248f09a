"""Pages of whoever reports: filing, what became of it, talking about it, and what they were told."""
