"""The HTML of cells and choices, put together in Python.

In the template language, the cells of fifty rows take longer than all queries of a
list. Cells that are alike on many rows are kept.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache, lru_cache
from html import escape
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from requests_app.due import Due
from requests_app.lists.turns import WhoseTurn
from requests_app.models import FOIRequest
from requests_app.workflow import State

# Cells of a kind that are kept, so that a process does not grow.
_KEPT: Final = 2_000
_BESIDE: Final = '<span class="foi-request__team">{}</span>'


@lru_cache(maxsize=_KEPT)
def short_day(day: date) -> str:
    """Write a day as in lists: 3 Mar 2026."""
    return f"{day.day} {day:%b %Y}"


@lru_cache(maxsize=_KEPT)
def due_cell(due: Due) -> SafeString:
    """Return a due date and the time left, as `components/due_date.html` shows them."""
    on, left = SafeString(), SafeString()
    if due.on:
        on = format_html('<time datetime="{}">{}</time>', due.on, short_day(due.on))
    if due.left:
        left = format_html('<span class="foi-due__left">{}</span>', due.left)
    return format_html(
        '<span class="foi-due foi-due--{}">{}<span class="foi-due__words">{}</span>{}'
        "</span>",
        due.tone,
        on,
        due.words,
        left,
    )


def state_cell(foi_request: FOIRequest) -> SafeString:
    """Return a state, as `components/state_tag.html` shows it."""
    return _state_cell(foi_request.state, is_review=foi_request.is_review)


@cache
def _state_cell(state: str, *, is_review: bool) -> SafeString:
    return format_html(
        '<span>{}<strong class="govuk-tag foi-tag foi-tag--{}">{}</strong></span>',
        SafeString('<span class="foi-review">Review</span> ') if is_review else "",
        state,
        State(state).label,
    )


def request_cell(
    foi_request: FOIRequest, *, here: str, is_marked: bool, url: str
) -> SafeString:
    """Return the first cell of a row: the request, its marks and its subject.

    Args:
        foi_request: The request.
        here: The other people in the request, in words; "" for none.
        is_marked: Whether a review has its mark here, and not beside its state.
        url: The address of the request.
    """
    name = escape(str(foi_request))
    marks = [
        (foi_request.is_restricted, "restricted", "Restricted"),
        (is_marked and foi_request.is_review, "review", "Review"),
        (
            foi_request.is_open and foi_request.priority,
            foi_request.priority,
            foi_request.get_priority_display(),
        ),
        (foi_request.extension, "extended", "Extended"),
        (True, "request__subject", escape(foi_request.subject)),
        (here, "here", escape(here)),
    ]
    beside = "".join(
        f' <span class="foi-{style}">{words}</span>'
        for is_shown, style, words in marks
        if is_shown
    )
    return SafeString(
        '<th scope="row" role="rowheader" class="foi-request">'
        f'<input type="checkbox" name="chosen" value="{foi_request.pk}"'
        f' aria-label="Choose {name}">'
        f'<a class="govuk-link" href="{escape(url)}">{name}</a>{beside}</th>'
    )


@lru_cache(maxsize=_KEPT)
def turn_cell(turn: WhoseTurn | None) -> SafeString:
    """Return whose turn a request is, the step, since when and how late."""
    if turn is None:
        return SafeString("–")
    late, since = SafeString(), SafeString()
    if turn.since:
        since = format_html(_BESIDE, f"since {short_day(turn.since)}")
    if turn.late:
        late = format_html('<span class="foi-due--late">{}</span>', turn.late)
    step = format_html(_BESIDE, turn.words)
    note = format_html(_BESIDE, turn.note) if turn.note else SafeString()
    return format_html("<span>{}{}{}{}{}</span>", turn.whose, step, since, late, note)


@lru_cache(maxsize=_KEPT)
def officer_cell(name: str, away: str) -> SafeString:
    """Return the name of an officer, and until when the officer is away."""
    beside = format_html(_BESIDE, away) if away else SafeString()
    return format_html("<span>{}{}</span>", name or "Unassigned", beside)


def options(
    choices: Iterable[tuple[Any, str]], *, chosen: Collection[str] = ()
) -> SafeString:
    """Return the options of a list to choose from.

    Args:
        choices: The values, with their words.
        chosen: The values chosen.
    """
    return SafeString(
        "\n".join(
            f'<option value="{escape(value)}"{" selected" * (value in chosen)}>'
            f"{escape(words)}</option>"
            for value, words in ((str(value), str(words)) for value, words in choices)
        )
    )
