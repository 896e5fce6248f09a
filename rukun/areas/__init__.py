"""Where: the areas from province to RT, when each existed, where its borders run, and which of them holds a place."""
