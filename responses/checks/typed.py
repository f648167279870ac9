"""List every text of a letter that officers typed, with its place."""

from collections.abc import Iterator
from typing import Final

from responses.letters import prose
from responses.letters.answered import Answered
from responses.letters.content import LetterContent, OtherInformation
from responses.letters.provisions import Ground
from responses.letters.reviews.content import Point, ReviewContent
from responses.models.citations import PART_FIELDS
from statute.notices import SUBJECT, LetterType, Outcome, Place, Typed

# The reasons of a provision in their order, and what a sentence calls each.
REASONS: Final = {
    "why_applies": "why {provision} applies",
    "harm": "the harm under {provision}",
    "pi_factors_disclosure": "the factors for disclosure under {provision}",
    "pi_factors_maintain": "the factors for {provision}",
    "pi_reasons": "the balance for {provision}",
}
# The parts of the statement on other information, and what a sentence calls each.
_STATEMENT: Final = {
    "scope": "the statement on other information",
    "harm": "the harm in the statement",
    "factors_for": "the factors for confirming in the statement",
    "factors_against": "the factors against confirming in the statement",
    "balance": "the balance in the statement",
    "no_inference": "the statement that nothing can be inferred",
}


def typed_in(content: LetterContent) -> tuple[Typed, ...]:
    """Return every text that officers typed and the letter prints, in its order.

    Any check on words reads these, so that none reads one field of the letter only.
    """
    return tuple(one for one in _typed(content) if one.words.strip())


def _typed(content: LetterContent) -> Iterator[Typed]:
    is_ncnd = _is_ncnd(content)
    if is_ncnd:
        # Elsewhere the subject repeats the requester's words, and claims nothing.
        yield Typed(
            place=Place.FIELD,
            about="details",
            where="the subject of the request",
            words=content.subject,
            part=SUBJECT,
            is_ncnd=True,
        )
    yield _around(content, Place.OPENING, is_ncnd=is_ncnd)
    yield Typed(
        place=Place.OPENING,
        about="opening",
        where="what this letter changes",
        words=prose.plain(content.what_changed),
        part="what_changed",
        is_ncnd=is_ncnd,
    )
    for answer in content.answers:
        yield from _of_answer(answer)
    if content.other_information is not None:
        yield from _of_statement(content.other_information)
    if isinstance(content, ReviewContent):
        for point in content.points:
            yield from _of_point(point)
    for enclosed in content.enclosures:
        yield Typed(
            place=Place.FILE,
            about=enclosed.name,
            where="the name of an enclosed file",
            words=f"{enclosed.title}\n{_as_words(enclosed.name)}",
            is_ncnd=is_ncnd,
        )
    yield _around(content, Place.ENDING, is_ncnd=is_ncnd)


def _is_ncnd(content: LetterContent) -> bool:
    """Whether no part of the letter confirms or denies anything."""
    if isinstance(content, ReviewContent):
        asked = [point for point in content.points if point.asked is not None]
        return bool(asked) and all(_stands_ncnd(point) for point in asked)
    final = [answer.outcome for answer in content.answers if not answer.is_to_follow]
    return content.type == LetterType.NCND or (
        bool(final) and all(outcome == Outcome.NCND for outcome in final)
    )


def _around(content: LetterContent, place: Place, *, is_ncnd: bool) -> Typed:
    html = content.opening if place is Place.OPENING else content.ending
    where = "before" if place is Place.OPENING else "after"
    return Typed(
        place=place,
        about=place.value,
        where=f"the words {where} the answers",
        words=prose.plain(html),
        part=place.value,
        is_ncnd=is_ncnd,
    )


def _of_answer(answer: Answered) -> Iterator[Typed]:
    asked = answer.asked[0]
    called = f"question {asked.path}" if asked.is_numbered else f"the {asked.path}"
    paths = tuple(one.path for one in answer.asked)
    is_ncnd = answer.outcome == Outcome.NCND
    yield Typed(
        place=Place.ANSWER,
        about=asked.path,
        where=f"the answer to {called}",
        words=answer.words,
        questions=paths,
        is_ncnd=is_ncnd,
    )
    for said in answer.says:
        yield Typed(
            place=Place.ANSWER,
            about=asked.path,
            where=f"the answer to {called}",
            words=said.typed,
            questions=paths,
            part=said.key.removeprefix("fact."),
            is_ncnd=is_ncnd,
        )
    for ground in answer.grounds:
        yield from _of_ground(ground, asked.path, called, paths, is_ncnd=is_ncnd)


def _of_ground(
    ground: Ground, about: str, under: str, paths: tuple[str, ...], *, is_ncnd: bool
) -> Iterator[Typed]:
    named = ground.provision.short_citation
    said = {
        part: (words.format(provision=named), getattr(ground, PART_FIELDS[part]))
        for part, words in REASONS.items()
    }
    if ground.costing is not None:
        said["estimate_method"] = ("how the work was estimated", ground.costing.method)
        if added := ground.costing.added:
            words = prose.set_plain_text(added.typed)
            said["added_information"] = ("the requests added up", words)
    for part, (where, html) in said.items():
        yield Typed(
            place=Place.REASONS,
            about=about,
            where=f"{where}, {under}",
            words=prose.plain(html),
            questions=paths,
            provision=ground.provision.key,
            part=part,
            is_ncnd=is_ncnd or ground.provision.is_ncnd,
        )
    for fact in ground.says:
        yield Typed(
            place=Place.REASONS,
            about=about,
            where=f"the facts of {named}, {under}",
            words=fact.typed,
            questions=paths,
            provision=ground.provision.key,
            part=fact.key.removeprefix("fact."),
            is_ncnd=is_ncnd or ground.provision.is_ncnd,
        )


def _of_statement(other: OtherInformation) -> Iterator[Typed]:
    for part, where in _STATEMENT.items():
        said = getattr(other, part)
        yield Typed(
            place=Place.STATEMENT,
            about="statement",
            where=where,
            words=said if part == "scope" else prose.plain(said),
            part=part,
            is_ncnd=True,
        )
    for ground in other.grounds:
        yield from _of_ground(ground, "statement", "in the statement", (), is_ncnd=True)


def _of_point(point: Point) -> Iterator[Typed]:
    is_ncnd = _stands_ncnd(point)
    for part, words in (("reasons", point.words), ("remedy", point.remedy)):
        yield Typed(
            place=Place.POINT,
            about=point.path,
            where=f"the decision on {point.path or 'the handling'}",
            words=words,
            questions=(point.path,) if point.path else (),
            part=part,
            is_ncnd=is_ncnd,
        )


def _stands_ncnd(point: Point) -> bool:
    """Whether the answer that stands after the review neither confirms nor denies."""
    outcome = point.answer.outcome if point.answer else point.said
    return outcome == Outcome.NCND


def _as_words(name: str) -> str:
    """Return a file name as words: "We hold the list" for "We_hold-the_list.pdf"."""
    return name.rpartition(".")[0].replace("_", " ").replace("-", " ")
