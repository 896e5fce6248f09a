"""What a unit is owed and what became of it: dated decrees, monthly statements, corrections, and the books."""
