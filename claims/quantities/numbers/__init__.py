"""Numbers in digits and in words: numerals, powers, errors, fractions, scales, the vague ones."""
