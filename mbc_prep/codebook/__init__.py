"""Code sets to search and read."""
