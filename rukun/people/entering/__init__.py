"""How somebody comes in: passwords, second factors, the city's own sign-in, sessions, what fails."""
