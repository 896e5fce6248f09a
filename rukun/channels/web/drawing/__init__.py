"""How pages are drawn: what every template knows, built files, the list that can be filtered, words of the app."""
