"""From facts to the dated problem and its shares."""
