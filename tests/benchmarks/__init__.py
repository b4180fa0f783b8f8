"""Tests of what measures: readers, slopes, tables."""
