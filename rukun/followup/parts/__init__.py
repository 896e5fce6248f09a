"""One report that several offices have to work on: its ticket lies with the one that leads, each other has its part."""
