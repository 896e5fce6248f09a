"""Who has been taught what, and what came of it: sessions, who came, practice, and how many are on board."""
