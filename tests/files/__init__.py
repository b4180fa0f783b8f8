"""Instances and rosters from and to files."""
