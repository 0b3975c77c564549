"""Decks and progress in and out of other formats."""
