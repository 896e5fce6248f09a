"""Pages for the heads of RT and RW and their boards: the month, the money, and contesting a strike."""
