"""The solver: compiler, search, parts, outcomes."""
