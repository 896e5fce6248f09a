"""Pictures of places and figures as SVG: borders, where a report lies, charts of the ranking."""
