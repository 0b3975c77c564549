"""How likely a pass is, and what would raise it. Pure: no screen, file, clock or database."""
