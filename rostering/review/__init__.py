"""Judge a roster without a solver."""
