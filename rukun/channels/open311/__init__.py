"""Open311 GeoReport v2: other programs file reports and read them back, in XML and JSON. A kind is a service here."""
