"""Annotated texts rewritten with other names, numbers and orders of words, and their scores."""
