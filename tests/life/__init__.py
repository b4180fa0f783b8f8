"""After publication: changes of a published roster."""
