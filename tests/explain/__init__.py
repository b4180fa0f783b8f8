"""Answers about a roster."""
