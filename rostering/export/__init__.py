"""Files people open."""
