"""Tests of many territories at once."""
