"""The engine of an embedded city, as the settings name it: Django's own, but for what several processes ask of it."""
