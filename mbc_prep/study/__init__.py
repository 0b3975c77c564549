"""Cards, FSRS scheduling and study sessions. Pure: no screen, file, clock or database."""
