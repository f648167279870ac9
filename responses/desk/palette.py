"""What a person finds by typing a few letters: requests, people, views, actions."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from accounts import policy
from accounts.models import User
from requests_app.actions.table import actions_open_to
from requests_app.models import FOIRequest, Question, SavedView
from requests_app.questions.numbering.paths import paths_of
from requests_app.requesters.queries import find_requesters
from responses.clearance.actions import response_actions_open_to

_MOST_OF_A_KIND: Final = 6
_RESPONSE_ACTIONS: Final = MappingProxyType(
    {
        "send-for-clearance": "Send for clearance",
        "clear-response": "Clear or return the response",
        "recall-from-clearance": "Recall the response",
        "issue-response": "Issue the letter",
    }
)
_PARTS: Final = MappingProxyType(
    {
        "draft-response": "Draft the response",
        "save-letter-text": "Opening and ending of the letter",
        "save-statement": "Statement on other information",
        "add-enclosure": "Files with the letter",
        "preview-response": "Preview the letter",
    }
)


class Entry(NamedTuple):
    """One thing found.

    Attributes:
        words: What it is called.
        hint: What it is.
        url: Where it leads.
    """

    words: str
    hint: str
    url: str


def found_for(words: str, *, user: User, here: FOIRequest | None) -> list[Entry]:
    """Return what a person may open or do, the request at hand first.

    Args:
        words: What the person typed; "" for all that can be done here.
        user: The person, who finds only what they may see and do.
        here: The request of the page; None for none.
    """
    found: list[Entry] = []
    if words:
        found += _requests(words, user)
    if here is not None:
        found += _actions(words, user, here)
        found += _questions(words, user, here)
    if words and policy.VIEW_REQUESTS in user.role_permissions:
        found += _views(words, user)
        found += _people(words, user)
        found += _requesters(words, user)
        url = f"{reverse('search')}?{urlencode({'q': words})}"
        found.append(Entry(f"Search for “{words}”", "In every request", url))
    return found


def _requests(words: str, user: User) -> Iterator[Entry]:
    """Yield the requests whose reference begins with what was typed."""
    begins = Q(reference__startswith=words) | Q(reference__startswith=words.upper())
    seen = FOIRequest.objects.visible_to(user).filter(begins)
    for one in seen.order_by("reference")[:_MOST_OF_A_KIND]:
        yield Entry(f"{one}: {one.subject}", "Request", one.get_absolute_url())


def _questions(words: str, user: User, here: FOIRequest) -> Iterator[Entry]:
    """Yield the questions of the request with the number or the words typed."""
    if policy.DRAFT_RESPONSE not in user.role_permissions or here.is_review:
        return
    questions = list(here.questions.all())
    paths = paths_of(questions)
    wanted = words.lower()
    found = [
        question
        for question in questions
        if question.kind == Question.Kind.QUESTION
        and (
            str(paths[question.pk]).startswith(words) or wanted in question.text.lower()
        )
    ]
    for question in found[:_MOST_OF_A_KIND]:
        args = [here.reference, question.pk]
        yield Entry(
            f"{paths[question.pk]} {question.text[:100]}",
            "Question",
            reverse("answer-question", args=args),
        )


def _actions(words: str, user: User, here: FOIRequest) -> Iterator[Entry]:
    """Yield what the person may do with the request now."""
    open_now: list[tuple[str, str]] = []
    if policy.DRAFT_RESPONSE in user.role_permissions and here.reference:
        open_now += [
            (title, reverse(name, args=[here.reference]))
            for name, title in _PARTS.items()
        ]
    for name in response_actions_open_to(user, here):
        if name in _RESPONSE_ACTIONS:
            page = "clearance-desk" if name == "clear-response" else name
            url = reverse(page, args=[here.reference])
            open_now.append((_RESPONSE_ACTIONS[name], url))
    open_now += [(one.title, one.url(here)) for one in actions_open_to(user, here)]
    for title, url in open_now:
        if words.lower() in title.lower():
            yield Entry(title, f"Action on {here}", url)


def _views(words: str, user: User) -> Iterator[Entry]:
    """Yield the saved views by name."""
    for one in SavedView.objects.visible_to(user).filter(name__icontains=words)[
        :_MOST_OF_A_KIND
    ]:
        yield Entry(one.name, "Saved view", one.get_absolute_url())


def _people(words: str, user: User) -> Iterator[Entry]:
    """Yield the people of the authority by name; each leads to their requests."""
    named = Q(first_name__icontains=words) | Q(last_name__icontains=words)
    people = User.objects.filter(
        named, authority=user.authority, is_active=True
    ).order_by("last_name", "first_name", "pk")
    for one in people[:_MOST_OF_A_KIND]:
        query = urlencode({"officer": one.pk})
        yield Entry(str(one), "Requests of", f"{reverse('foi-requests')}?{query}")


def _requesters(words: str, user: User) -> Iterator[Entry]:
    """Yield the requesters by name, address or organisation, and their list."""
    for one in find_requesters(user, words)[:_MOST_OF_A_KIND]:
        hint = f"Requester, {one.organisation}" if one.organisation else "Requester"
        yield Entry(str(one), hint, one.get_absolute_url())
    if words.lower() in "requesters":
        yield Entry("Requesters", "List of those on record", reverse("requesters"))
