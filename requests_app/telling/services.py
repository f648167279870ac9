"""Tell people of an event, each once; keep how they want notices mailed."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from requests_app.models import FOIRequest, Notice, NoticeChoices, Way
from requests_app.refusals import Refusal
from requests_app.telling.channels.posting import enqueue_post
from requests_app.telling.groups import GROUPS, PERSONAL, group_of, way_of
from requests_app.telling.keeping import told_before
from requests_app.telling.places import place_for_colleagues, request_at
from requests_app.telling.recipients import Recipient, last_resort, recipients_of

logger = logging.getLogger(__name__)

# A restricted request stays unnamed.
_WITHOUT_REFERENCE = (
    "A notice about a request reaches none of its people, because they have left or "
    "have no address. Ask your administrator to correct the accounts of the people "
    "named on your authority’s restricted requests."
)


class ChoiceNotKnown(Refusal):
    """A way of mailing that does not exist."""


@transaction.atomic
def tell(
    *,
    people: Iterable[User],
    kind: str,
    words: str,
    url: str,
    key: str,
    foi_request: FOIRequest | None = None,
    by: User | None = None,
    on: date,
    is_refused: bool = False,
) -> list[Notice]:
    """Tell people of an event: on the page now, and by e-mail as each person chose.

    Call this in the transaction of the event. Telling the same event again changes
    nothing. A person who cannot act on the notice is replaced, by
    `requests_app.telling.recipients`. Each person is led to a page that opens for them,
    by `requests_app.telling.places`.

    Args:
        people: The people meant.
        kind: One of `Notice.Kind`.
        words: A sentence, without the requester's name.
        url: The path of the place told of, with its fragment.
        key: Names the event, at most 200 characters.
        foi_request: The request told of; None for none, and for a page of a department,
            of which the rule of the page knows the request.
        by: The person who acted, and is not told; None for the system.
        on: The London day.
        is_refused: Whether the mail server refuses the addresses of the people, so that
            others are told as well.

    Returns:
        The notices written now.
    """
    people = list(people)
    foi_request = foi_request or request_at(url)
    found = recipients_of(
        people,
        url=url,
        foi_request=foi_request,
        on=on,
        is_refused=is_refused,
        is_personal=kind in PERSONAL,
    )
    if people and not found and foi_request is not None:
        # Every person who may see the request has left, or has no address.
        found = last_resort(foi_request, reverse("notices"))
        foi_request, words = None, _WITHOUT_REFERENCE
    if people and not found:
        logger.warning("The notice %s of %s reaches no person", kind, key)
    told = [each for each in found if by is None or each.person.pk != by.pk]
    chosen = _choices_of(each.person for each in told)
    before = told_before((each.person for each in told), key)
    of_event = Notice.objects.filter(key=key, person__in=[each.person for each in told])
    Notice.objects.bulk_create(
        [
            Notice(
                person=each.person,
                kind=kind,
                foi_request=foi_request if each.sees_request else None,
                words=_words_for(each, words, url, foi_request),
                url=each.url,
                key=key,
                by=by,
                on=on,
                way=(
                    way_of(kind, chosen.get(each.person.pk, {}))
                    if each.is_mailed
                    else Way.NONE
                ),
            )
            for each in told
            if each.person.pk not in before
        ],
        ignore_conflicts=True,
    )
    new = list(of_event.exclude(person__in=before).order_by("pk"))
    if new and foi_request is not None:
        enqueue_post(
            foi_request=foi_request,
            group=group_of(kind).name,
            label=Notice.Kind(kind).label,
            url=place_for_colleagues(url, foi_request),
            key=key,
        )
    return new


@transaction.atomic
def choose_ways(*, person: User, ways: Mapping[str, str]) -> NoticeChoices:
    """Keep how a person wants notices mailed, from the next notice on.

    Args:
        person: The person.
        ways: One of `Way` by the name of each group.

    Raises:
        ChoiceNotKnown: A group or a way does not exist.
    """
    known = {group.name for group in GROUPS}
    if not known.issuperset(ways) or not set(Way.values).issuperset(ways.values()):
        raise ChoiceNotKnown("Choose one way for each group of notices.")
    choices, _ = NoticeChoices.objects.update_or_create(
        person=person, defaults={"ways": dict(ways)}
    )
    return choices


def _words_for(
    recipient: Recipient, words: str, url: str, foi_request: FOIRequest | None
) -> str:
    """Return the sentence for one recipient.

    A person told in the place of another reads for whom, and why. A person led to the
    request, in the place of a page without its reference, reads the reference.
    """
    said = []
    if recipient.instead_of is not None:
        said.append(f"For {recipient.instead_of}, {recipient.why}")
    reference = foi_request.reference if foi_request is not None else None
    if recipient.url != url and reference and reference not in words:
        said.append(f"request {reference}")
    if not said:
        return words
    begin = ", ".join(said)
    return f"{begin[:1].upper()}{begin[1:]}: {words}"


def _choices_of(people: Iterable[User]) -> dict[int, Mapping[str, str]]:
    keys = [person.pk for person in people]
    if not keys:
        return {}
    rows = NoticeChoices.objects.filter(person__in=keys)
    return dict(rows.values_list("person_id", "ways"))
