"""Exam preparation for medical coders: decks, mock exams, honest readiness."""
