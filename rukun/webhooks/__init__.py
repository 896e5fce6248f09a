"""What other programs hear by themselves: addresses that listen to public events, and what became of each delivery."""
