"""After publication."""
