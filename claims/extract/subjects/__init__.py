"""What a quantity is about: the candidates, what speaks for each, and the choice."""
