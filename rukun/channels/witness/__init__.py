"""The witness: run by another organisation, without a database, it remembers a city's seals and complains."""
