"""What a session changed: the share of struck reports before and after it, by reason, as far as chance lets one say."""
