"""Errors whose text is ready for the learner: one clear sentence, no traceback."""

from __future__ import annotations


class MbcError(Exception):
    """Anything the program can explain; ``str(error)`` is shown as it is."""

    exit_code = 2


class ContentError(MbcError):
    """A deck or bank file cannot be used."""


class StorageError(MbcError):
    """The progress database cannot be opened, read or written."""


class ChangedElsewhereError(StorageError):
    """Another window has changed the same thing since it was read; nothing was written."""


class NotEnoughItemsError(MbcError):
    """The bank cannot fill the form or drill that was asked for."""
