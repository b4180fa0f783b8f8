"""Measurements: named instances, one run, a table. Compared by hand and by ratio, never a gate."""
