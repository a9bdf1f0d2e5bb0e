"""What is counted or measured: units by name and symbol, money, rates, ratios, counted nouns."""
