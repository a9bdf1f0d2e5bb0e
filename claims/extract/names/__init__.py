"""Names in a text: known ones, members of families, and those that no pack knows."""
