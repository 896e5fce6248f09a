"""What a city is: its folder, made from a list of its areas, and looked through as a whole before it is loaded."""
