"""Who sends what: clients as fast as they are answered, arrivals at their moment, telephones, photos."""
