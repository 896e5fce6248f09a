"""Pages for everyone: reports, map, areas, money, ranking, law, seals and open data."""
