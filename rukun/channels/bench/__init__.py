"""Measures speed and memory, each figure beside a baseline of the same run; never a test."""
