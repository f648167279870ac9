"""The entries of the library: the released paragraphs, and the authority's own."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from responses.models import Paragraph, RoundRobin
from statute.paragraphs import Paragraph as Released
from statute.paragraphs import ParagraphKind
from statute.regimes import Regime

_OWN = "own-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paragraph of the library.

    Attributes:
        key: Its name in forms: "own-12", or the key of a released paragraph.
        regime: The law.
        kind: The part of an answer.
        topic: What the words are about.
        provisions: The places of the law for which it is offered.
        text: The words, with fields.
        source: The provision or guidance of a released paragraph; "" for others.
        owner: The owner of the authority's own paragraph; None for a released one.
        review_on: The day by which to read the words again.
        is_past_review: Whether that day is past.
        is_retired: Whether it is offered no more.
        url: The page of the paragraph.
    """

    key: str
    regime: Regime
    kind: ParagraphKind
    topic: str
    provisions: tuple[str, ...]
    text: str
    source: str
    owner: User | None
    review_on: date
    is_past_review: bool
    is_retired: bool
    url: str

    @property
    def is_own(self) -> bool:
        """Whether the authority keeps the paragraph itself."""
        return self.owner is not None


def own_entry(paragraph: Paragraph, on: date) -> Entry:
    """Return the entry of an authority's own paragraph as it stands on a day."""
    is_retired = paragraph.retired_at is not None
    return Entry(
        key=f"{_OWN}{paragraph.pk}",
        regime=Regime(paragraph.regime),
        kind=ParagraphKind(paragraph.kind),
        topic=paragraph.topic,
        provisions=tuple(paragraph.provisions),
        text=paragraph.text,
        source="",
        owner=paragraph.owner,
        review_on=paragraph.review_on,
        is_past_review=not is_retired and paragraph.review_on < on,
        is_retired=is_retired,
        url=paragraph.get_absolute_url(),
    )


def common_entry(
    group: RoundRobin, kind: ParagraphKind, regime: Regime, on: date
) -> Entry:
    """Return the common line of a group of requests alike, for a part of an answer."""
    return Entry(
        key=f"common-{kind}",
        regime=regime,
        kind=kind,
        topic=f"Common line of the round robin “{group}”",
        provisions=(),
        text=group.line,
        source="",
        owner=group.made_by,
        review_on=on,
        is_past_review=False,
        is_retired=False,
        url=group.get_absolute_url(),
    )


def released_entry(paragraph: Released, on: date) -> Entry:
    """Return the entry of a released paragraph as it stands on a day."""
    return Entry(
        key=paragraph.key,
        regime=paragraph.regime,
        kind=paragraph.kind,
        topic=paragraph.topic,
        provisions=paragraph.provisions,
        text=paragraph.text,
        source=paragraph.source,
        owner=None,
        review_on=paragraph.review_on,
        is_past_review=paragraph.review_on < on,
        is_retired=False,
        url=reverse("released-paragraph", kwargs={"key": paragraph.key}),
    )
