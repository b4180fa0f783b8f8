"""After publication: what happens to a roster that people already have."""
