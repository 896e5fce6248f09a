"""Pages for whoever runs the system: alive, ready, measured."""
