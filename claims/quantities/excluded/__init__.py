"""Stretches of text whose digits are no amounts: codes, references, names, idioms."""
