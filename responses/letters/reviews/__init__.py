"""The letter that gives the outcome of a review."""

from responses.letters.reviews.composing import compose_review
from responses.letters.reviews.content import ReviewContent
from responses.letters.reviews.findings import further_findings, notice_of_review

__all__ = ["ReviewContent", "compose_review", "further_findings", "notice_of_review"]
