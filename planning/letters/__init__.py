"""What planning prints: the plan of a person, of a unit, and of the city."""
