"""What is so: calendar, people, periods."""
