"""The audit: a roster judged without a solver."""
