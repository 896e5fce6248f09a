"""Photos that a telephone sends straight to the store: the server sees a digest first, and the bytes when it draws."""
