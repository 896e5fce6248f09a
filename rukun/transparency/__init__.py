"""What everyone may see: reports, areas and figures, with whatever is private left out."""
