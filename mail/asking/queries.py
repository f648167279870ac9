"""Find what was published already, among the answers that officers show."""

import re
from datetime import date
from typing import Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet, Sum

from accounts.models import Authority
from mail.models import AnswerTally, PublicAnswer, Submission

MOST_SHOWN: Final = 5
_MOST_WORDS: Final = 60
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
# Words of requests at large, which say nothing of their subject.
_COMMON: Final = """
    about also authority between dear documents each faithfully freedom from have held
    hold information know like madam many much number please provide question recorded
    request send sincerely tell that their there these they this under what when where
    which with would year years your yours
"""
_OF_EVERY_REQUEST: Final = frozenset(_COMMON.split())
_STEM: Final = 6
_ENOUGH: Final = 2


def open_answers(authority: Authority) -> QuerySet[PublicAnswer]:
    """Return the answers of an authority that everybody may read.

    An officer chose each. A letter that was withdrawn, replaced or not given, and a
    request that is restricted, are left out whatever was chosen before.
    """
    return PublicAnswer.objects.filter(
        authority=authority,
        letter__given_on__isnull=False,
        letter__withdrawal=None,
        letter__superseded_by=None,
        letter__foi_request__is_restricted=False,
    ).exclude(letter__html_for_publication="")


def answers_that_may_tell(authority: Authority, text: str) -> list[PublicAnswer]:
    """Return published answers on what is asked, the nearest first.

    At least two words in common, or all of a question of one word: a single common
    word would show the same answers to everybody.

    Args:
        authority: The authority asked.
        text: What is asked.
    """
    words = _words_in(text)[:_MOST_WORDS]
    if not words:
        return []
    query = SearchQuery(" | ".join(words), search_type="raw", config="english")
    found = (
        open_answers(authority)
        .filter(vector=query)
        .select_related("letter")
        .defer("vector", "letter__html", "letter__html_for_publication")
        .annotate(rank=SearchRank(F("vector"), query))
        .order_by("-rank", "-pk")
    )
    enough = min(_ENOUGH, len(words))
    stems = {word[:_STEM] for word in words}
    near: list[PublicAnswer] = []
    for answer in found.defer("vector", "letter__html", "letter__html_for_publication")[
        : 4 * MOST_SHOWN
    ]:
        said = {word[:_STEM] for word in _words_in(f"{answer.title} {answer.words}")}
        if len(stems & said) >= enough:
            near.append(answer)
    return near[:MOST_SHOWN]


def _words_in(text: str) -> list[str]:
    found = dict.fromkeys(_WORD.findall(text.lower()))
    return [word for word in found if word not in _OF_EVERY_REQUEST]


def figures_of(authority: Authority, *, since: date) -> dict[str, int]:
    """Return how often the form was used, and whether answers told enough.

    Args:
        authority: The authority.
        since: The first London day counted.
    """
    tallies = AnswerTally.objects.filter(authority=authority, on__gte=since)
    counted = tallies.aggregate(
        **{
            name: Sum(name, default=0)
            for name in ("shown", "told_enough", "not_enough")
        }
    )
    sent = Submission.objects.filter(authority=authority, at__date__gte=since).count()
    return {"sent": sent, **counted}
