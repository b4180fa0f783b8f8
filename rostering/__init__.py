"""rostering: tableaux de garde, proved and fair."""
