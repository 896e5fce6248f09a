"""What was said: a report with its words, place, time and photos, exactly as it came in."""
