"""The planning problem: everything dated, indexed and frozen, and the statements a rule can make."""
