"""English sentences: their words, their parse, and how words hang together in it."""
