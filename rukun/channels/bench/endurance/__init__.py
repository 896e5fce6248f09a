"""Endurance: a city of several hosts under load, each of which is killed, cut off and brought back again and again."""
