"""Known names as recognisers of speech write them: by sound, by letters, by how they are cut."""
