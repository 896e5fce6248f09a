"""What goes to the bank and what comes back: layouts as data, the file of a batch, and the bank's answer."""
