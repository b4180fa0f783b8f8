"""The only place that knows CP-SAT."""
