"""How a statement is meant: asserted, hedged, reported, hypothetical, asked or negated."""
