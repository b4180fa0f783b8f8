"""Accounts over years: the book of closed rosters, what it says of each doctor, what it hands to the next roster."""
