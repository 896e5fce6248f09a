"""A desk's list of tickets: which it may see, how they are sifted and paged, what it keeps, and many done at once."""
