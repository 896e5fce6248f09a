"""Which RT and RW there are to be, and where: a decision to found, merge, end or draw one, entered, agreed to, done on
its day."""
