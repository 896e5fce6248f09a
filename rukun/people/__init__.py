"""Who, and in which seat: persons, offices, seats, appointments, and the actor who asks for something."""
