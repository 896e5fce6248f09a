"""Which RT and RW there are to be: a decision to found, merge or end one, entered, agreed to, done on its day."""
