"""What a user could pick instead: each peer a plain script in an environment of its own, told a neutral task."""
