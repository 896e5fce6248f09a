"""The API: everything that the pages do, for programs, as JSON, described by OpenAPI and versioned in its address."""
