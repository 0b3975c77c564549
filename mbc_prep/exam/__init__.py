"""Certifications, items, sittings and their scoring. Pure: no screen, file, clock or database."""
