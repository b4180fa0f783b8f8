"""Tests of the accounts over years."""
