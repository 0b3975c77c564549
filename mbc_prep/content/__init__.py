"""Decks and bank: from YAML to checked, cached objects."""
