"""Refusals raised by several subjects of `responses`."""

from requests_app.refusals import Refusal


class LetterChanged(Refusal):
    """The letter has changed since the user read it."""


class DocumentDamaged(Refusal):
    """A stored file is missing or has changed."""
