"""Read a previous response into reference, date, answers, grounds and outcome."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import zip_longest

from documents.replies import facts, outcomes, senses
from documents.replies.answered import Answered
from documents.replies.answers import answered
from documents.replies.beside import answer_beside, without_label
from documents.replies.dates import date_alone_in, date_labelled_in, date_of
from documents.replies.reply import Asked, ParsedReply, Passage, RepliedQuestion, Role
from documents.replies.zones import roles_of
from documents.requests.language import asks_outright, is_salutation
from documents.requests.lines import Line, joined, lines_of, wrap_width
from documents.requests.reader import LONGEST, RequestTooLong, UnreadableRequest
from documents.requests.units import Unit, units_of
from statute.exemptions import Found, citations_in, grounds_in
from statute.regimes import Regime

# Longer than any letter except a table of tens of pages. The rest is not read and stays
# with the last passage.
MOST_READ = 400_000  # characters
_RUN = re.compile(r"\S(?:[ \u00a0]{4,}|\t+)(?=\S)")
_QUOTED_BLOCK = re.compile(r"(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_SIGNS = re.compile(r"^(?:> ?)+", re.MULTILINE)
_TITLES = 3  # units that may be titles of a letter without a salutation
_OLDER_OR_BOILERPLATE = (Role.QUOTED, Role.FOOTER)


def read_reply(
    text: str, asked: Sequence[Asked] = (), regime: Regime | None = None
) -> ParsedReply:
    """Return the contents of a previous response, every word in one passage.

    Args:
        text: The letter, or an e-mail with older mail below it.
        asked: The questions of the stored request, where there is one. The letter is
            searched for these first, and for its labels second.
        regime: The law it was written under, if known.

    Raises:
        RequestTooLong: The text has more than `LONGEST` characters.
        UnreadableRequest: The text contains a null character, so it is not text.
    """
    if len(text) > LONGEST:
        raise RequestTooLong(
            f"The letter has {len(text):,} characters, more than the {LONGEST:,} that "
            "can be read."
        )
    if "\0" in text:
        raise UnreadableRequest(
            "The letter holds a null character, so this looks like a file; paste its "
            "words instead."
        )
    length, text = len(text), _without_quote_signs(text[:MOST_READ])
    lines = lines_of(text)
    width = wrap_width(lines)
    units, roles = _units_and_roles(lines, width=width)
    own = _blanked(text, units, roles)
    said = " ".join(own.split())
    law = regime or facts.regime_of(said, citations_in(own))
    found = answered(text, units, roles, asked)
    relied = senses.blanked(_without_request(own, units, roles, found))
    grounds = grounds_in(relied, law)
    citations = tuple(citations_in(own, law))
    relied_on = frozenset(cited.start for cited in citations_in(relied, law))
    questions = _replied(found, citations, relied_on, width=width)
    body = " ".join(
        unit.words
        for unit, role in zip(units, roles, strict=True)
        if role in (Role.ANSWER, Role.INTRO)
    )
    head, rest = _above_and_below(text, units, roles)
    return ParsedReply(
        reference=facts.reference_of(head, rest),
        dated=date_of(head) or date_labelled_in(own) or date_alone_in(own),
        regime=law,
        outcome=outcomes.outcome_of(body, questions, grounds),
        is_ncnd=facts.is_ncnd(said),
        has_public_interest_test=facts.weighs_public_interest(said),
        questions=questions,
        passages=_passages(length, units, roles),
        citations=citations,
        grounds=grounds,
    )


def _without_quote_signs(text: str) -> str:
    """Return a reply without quote signs, if it stands between quoted lines.

    A blank stands for each sign. Older mail below a reply is one block and stays.
    """
    blocks = list(_QUOTED_BLOCK.finditer(text))
    if len(blocks) < 2:
        return text
    return _QUOTE_SIGNS.sub(lambda signs: " " * len(signs[0]), text)


def _units_and_roles(
    lines: Sequence[Line], *, width: int
) -> tuple[list[Unit], list[Role]]:
    """Return the letter's units and the role of each.

    Marks are placed anew within each passage, because the answers' numbers do not
    continue the numbers of the questions before them.
    """
    units = _mended(units_of(lines, width=width))
    roles = roles_of(units)
    apart: list[Unit] = []
    apart_roles: list[Role] = []
    starts = [line.start for line in lines]
    for passage in _passages(lines[-1].end if lines else 0, units, roles):
        first = bisect_left(starts, passage.start)
        last = bisect_left(starts, passage.end)
        own = _mended(units_of(lines[first:last], width=width))
        if passage.role in (Role.REQUEST, Role.ANSWER):
            own = [part for unit in own for part in _answer_apart(unit)]
        if passage.role is Role.ANSWER:
            own = [part for unit in own for part in answer_beside(unit)]
        apart.extend(own)
        apart_roles.extend([passage.role] * len(own))
    return apart, apart_roles


def _answer_apart(unit: Unit) -> list[Unit]:
    """Cut a unit where a question is followed by its answer.

    This is after a line ending in a question mark or a colon, and after a run of spaces
    on a numbered line.
    """
    starts, position = [0], 0
    for line, below in zip_longest(unit.lines, unit.lines[1:]):
        gap = _RUN.search(line.text) if unit.place else None
        if gap:
            starts.append(position + gap.end())
        position += len(line.text) + 1
        if below is None or below.text[0].islower() or line.text[-1] not in "?:":
            continue
        if line.text[-1] == ":" or not asks_outright(below.text):
            starts.append(position)
    return unit.split(starts)


def _mended(units: Sequence[Unit]) -> list[Unit]:
    """Rejoin sentences broken by the end of a page."""
    mended: list[Unit] = []
    for unit in units:
        above = mended[-1].lines[-1].text[-1:] if mended and mended[-1].lines else ""
        is_torn = (
            unit.place is None
            and unit.lines[0].text[:1].islower()
            and above != ""
            and above not in '.?!:;"”'
        )
        if is_torn:
            mended[-1].lines.extend(unit.lines)
        else:
            mended.append(unit)
    return mended


def _blanked(text: str, units: Sequence[Unit], roles: Sequence[Role]) -> str:
    """Return the text with older mail and boilerplate blanked, positions kept."""
    own, last = [], 0
    for passage in _passages(len(text), units, roles):
        if passage.role in _OLDER_OR_BOILERPLATE:
            own += [text[last : passage.start], " " * (passage.end - passage.start)]
            last = passage.end
    return "".join([*own, text[last:]])


def _without_request(
    own: str,
    units: Sequence[Unit],
    roles: Sequence[Role],
    found: Sequence[Answered],
) -> str:
    """Return the words with the quoted request blanked, but not its answers."""
    answering = {unit.start for one in found for unit in one.units}
    kept, last = [], 0
    for number, (unit, role) in enumerate(zip(units, roles, strict=True)):
        if role is Role.REQUEST and unit.start not in answering:
            end = units[number + 1].start if number + 1 < len(units) else unit.span[1]
            kept += [own[last : unit.start], " " * (end - unit.start)]
            last = end
    return "".join([*kept, own[last:]])


def _above_and_below(
    text: str, units: Sequence[Unit], roles: Sequence[Role]
) -> tuple[str, str]:
    """Return the head of the letter, and the rest.

    In a letter without a salutation, the head is above the body or in the first lines.
    """
    if Role.HEAD in roles:
        first = next(at for at, role in enumerate(roles) if role is not Role.HEAD)
    elif units and is_salutation(units[0].words):
        first = 0
    else:
        body = (Role.REQUEST, Role.ANSWER)
        first = (
            next((at for at, role in enumerate(roles) if role in body), 0) or _TITLES
        )
    start = units[first].start if first < len(units) else len(text)
    return text[:start], text[start:]


def _passages(
    length: int, units: Sequence[Unit], roles: Sequence[Role]
) -> tuple[Passage, ...]:
    """Return the letter cut where the role of its units changes."""
    starts = [
        (unit.start, role)
        for number, (unit, role) in enumerate(zip(units, roles, strict=True))
        if not number or roles[number - 1] is not role
    ]
    ends = [*(start for start, _ in starts[1:]), length]
    return tuple(
        Passage(role, start, end)
        for (start, role), end in zip(starts, ends, strict=False)
    )


def _replied(
    found: Sequence[Answered],
    citations: Sequence[Found],
    relied_on: Collection[int],
    *,
    width: int,
) -> tuple[RepliedQuestion, ...]:
    """Return questions with their answers, and the positions and citations of each."""
    said: dict[tuple[tuple[int, int], ...], tuple[str, tuple[Found, ...], bool]] = {}
    at = [cited.start for cited in citations]
    replied = []
    for one in found:
        spans = _merged([unit.span for unit in one.units])
        if spans not in said:
            lines = without_label([line for unit in one.units for line in unit.lines])
            answer = joined(lines, width=width)
            within = tuple(
                cited
                for start, end in spans
                for cited in citations[bisect_left(at, start) : bisect_left(at, end)]
            )
            said[spans] = answer, within, not outcomes.says_not_held(answer)
        answer, within, is_held = said[spans]
        replied.append(
            RepliedQuestion(
                label=one.asked.label,
                text=one.asked.text,
                answer=answer,
                answer_spans=spans,
                citations=within,
                is_held=is_held,
                relies_on=tuple(one for one in within if one.start in relied_on),
            )
        )
    return tuple(replied)


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans, with close neighbours merged."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if start == end:
            continue
        if merged and 0 <= start - merged[-1][1] < 200:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)
