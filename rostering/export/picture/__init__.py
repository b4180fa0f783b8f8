"""The picture of a roster: one HTML file that needs nothing else, on screen and on paper."""

from rostering.export.picture.page import picture

__all__ = ["picture"]
