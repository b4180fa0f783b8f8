"""How the instances are made: invented people, their wishes, and one module per territory."""
