"""What is asked and answered, described: for OpenAPI, and for reading what comes in."""
