"""What a quantity states: its attribute, the value in the unit of that, and what narrows it."""
