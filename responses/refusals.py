"""Refusals that several services of letters share."""

from requests_app.refusals import Refusal


class LetterChanged(Refusal):
    """A letter is no longer the one that somebody read."""


class DocumentDamaged(Refusal):
    """A file on record is missing, or is not what was put there."""
