"""Put typed words aside, and deal with them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, PutAside
from requests_app.put_aside.history import PutAsideHistory
from requests_app.put_aside.queries import Fate
from requests_app.refusals import Refusal


class DealtWithAlready(Refusal):
    """The words were dealt with by another user."""


@transaction.atomic
def put_aside(
    *,
    foi_request: FOIRequest,
    words: Sequence[dict[str, Any]],
    page: str,
    fate: Fate,
    by: User,
    on: date,
) -> PutAside | None:
    """Keep typed words that cannot be saved in their place.

    Words that begin with what the same person's page sent before replace it, so that a
    page that saves while the person types makes one entry.

    Args:
        foi_request: The request that the page was about.
        words: The words by field: "label", "text" and "is_rich".
        page: The address that the words were sent to.
        fate: What became of their place.
        by: The author.
        on: The London day.

    Returns:
        The words put aside; None where history has them already, as after a second
        click.
    """
    locked = lock(foi_request)
    if _are_recorded(locked, words, by):
        return None
    question = fate.question
    if question is not None:
        # Merged or deleted while this waited for the lock: the draft's page shows it.
        question = locked.questions.filter(pk=question.pk).first()
    for earlier in locked.put_aside.filter(
        by=by, page=page, dealt_with_at__isnull=True
    ):
        if _continues(earlier.words, words):
            earlier.words, earlier.question = list(words), question
            earlier.reason = fate.reason
            earlier.save(update_fields=["words", "question", "reason"])
            return earlier
    aside = PutAside.objects.create(
        foi_request=locked,
        question=question,
        by=by,
        page=page,
        reason=fate.reason,
        words=list(words),
    )
    record(
        foi_request=locked,
        kind=PutAsideHistory.WORDS_PUT_ASIDE,
        by=by,
        on=on,
        note=fate.reason,
    )
    return aside


@transaction.atomic
def deal_with_put_aside(*, aside: PutAside, by: User, on: date) -> PutAside:
    """Note that words put aside were used, or are not needed. They stay stored.

    Raises:
        DealtWithAlready: Another user has dealt with them.
    """
    locked = PutAside.objects.select_for_update(of=("self",)).get(pk=aside.pk)
    if locked.dealt_with_at is not None:
        raise DealtWithAlready("Another user has dealt with this text already.")
    locked.dealt_with_at, locked.dealt_with_by = Now(), by
    locked.save(update_fields=["dealt_with_at", "dealt_with_by"])
    record(
        foi_request=locked.foi_request,
        kind=PutAsideHistory.PUT_ASIDE_DEALT_WITH,
        by=by,
        on=on,
        note=f"Text of {locked.by}",
    )
    return locked


def _are_recorded(
    foi_request: FOIRequest, words: Sequence[dict[str, Any]], by: User
) -> bool:
    """Whether a recent entry of the person's history has all of the words."""
    recent = foi_request.history.filter(by=by).values_list("note", "changes")[:10]
    told = [" ".join(f"{note} {changes}".split()) for note, changes in recent]
    return any(
        all(" ".join(field["text"].split()) in entry for field in words)
        for entry in told
    )


def _continues(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> bool:
    """Whether no word of `before` is missing from `after`."""
    texts = {field["label"]: field["text"] for field in after}
    return all(
        texts.get(field["label"], "").startswith(_open(field["text"]))
        for field in before
    )


def _open(text: str) -> str:
    """Return rich text without the tags that close it, which typing moves on."""
    while text.endswith(">") and (start := text.rfind("</")) >= 0:
        if "<" in text[start + 2 :]:
            break
        text = text[:start]
    return text
