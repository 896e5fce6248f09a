"""What happened, provably: every act leaves an event, and events are sealed so that nobody can change them unseen."""
