"""The pages, divided by who sits before them, from everybody (`umum`) and whoever reports (`warga`) to each desk."""
