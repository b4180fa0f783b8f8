"""What a GP on the rota would recognise: periods, days, places, lines, doctors, rosters."""
