"""The code book: official code sets as books to search, leaf through and follow.

Owns reading the published files, the index made from them, search and pages. Knows nothing of
learners, items or screens.
"""
