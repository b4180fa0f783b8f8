"""One test file per rule, and the contract they all keep."""
