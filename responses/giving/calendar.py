"""The days by which letters promised answers to follow, for calendars."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.models import Exists, OuterRef

from accounts.models import User
from requests_app.feeds.entries import Entry
from requests_app.models import FOIRequest
from responses.models import LetterAnswer
from statute.notices import Outcome


def answers_to_follow(person: User, holders: Sequence[User]) -> Iterator[Entry]:
    """Yield the days promised by letters that were given, while an answer is owed.

    What the latest letter says of a question counts.
    """
    requests = FOIRequest.objects.visible_to(person).open().filter(officer__in=holders)
    later = LetterAnswer.objects.filter(
        question=OuterRef("question"),
        letter__given_on__isnull=False,
        letter__number__gt=OuterRef("letter__number"),
    )
    promised = (
        LetterAnswer.objects.filter(
            ~Exists(later),
            outcome=Outcome.TO_FOLLOW,
            follows_by__isnull=False,
            question__answered_on__isnull=True,
            letter__given_on__isnull=False,
            letter__foi_request__in=requests,
        )
        .select_related("letter__foi_request")
        .order_by("follows_by", "letter")
    )
    for (day, _), group in groupby(
        promised, key=lambda each: (each.follows_by, each.letter_id)
    ):
        answers = list(group)
        letter = answers[0].letter
        if day is None:
            continue
        count = len(answers)
        noun = "Answer" if count == 1 else f"{count} answers"
        yield Entry(
            uid=f"follows-{letter.pk}-{day.isoformat()}",
            on=day,
            summary=f"{noun} to follow: request {letter.foi_request}",
            url=letter.foi_request.get_absolute_url(),
        )
