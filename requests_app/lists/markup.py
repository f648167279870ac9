"""The HTML of cells and choices, put together in Python.

In the template language, the cells of fifty rows take longer than all queries of a
list.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from requests_app.due import Due
from requests_app.lists.turns import WhoseTurn
from requests_app.models import FOIRequest

_BESIDE: Final = '<span class="foi-request__team">{}</span>'


def short_day(day: date) -> str:
    """Write a day as in lists: 3 Mar 2026."""
    return f"{day.day} {day:%b %Y}"


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
    review = SafeString()
    if foi_request.is_review:
        review = SafeString('<span class="foi-review">Review</span> ')
    return format_html(
        '<span>{}<strong class="govuk-tag foi-tag foi-tag--{}">{}</strong></span>',
        review,
        foi_request.state,
        foi_request.get_state_display(),
    )


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
    marks = {True: SafeString(" selected"), False: ""}
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((value, marks[str(value) in chosen], words) for value, words in choices),
    )
