"""Check a letter against the statute and for characters that cannot be printed."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from documents.requester import Requester
from requests_app.questions.numbering.lists import listed
from responses.checks import earlier, to_follow
from responses.checks.leftovers import left_in, names_in
from responses.checks.paper import undrawn, unposted, unprinted
from responses.checks.stated import (
    all_state,
    answers_beside_cost,
    changes_said,
    gives_something,
    is_on_emissions,
    names_earlier_request,
    not_printed,
    own_data_overdue,
    purposes_of,
    rest_is_given,
    says_where,
    stated_of,
    unchecked_links,
)
from responses.checks.typed import typed_in
from responses.letters.answered import Answered, Asked
from responses.letters.content import LetterContent
from responses.letters.costing import Costing
from responses.letters.procedural_content import AnyContent, ProceduralContent
from responses.letters.provisions import Ground
from responses.letters.reviews.content import ReviewContent
from responses.letters.reviews.findings import further_findings, notice_of_review
from statute.deadlines import Clock, due_date
from statute.notices import (
    GIVEN,
    Attachment,
    Finding,
    GroundDraft,
    LetterType,
    NothingAnswered,
    NoticeDraft,
    Outcome,
    QuestionDraft,
    Severity,
    check,
    letter_type_for,
    warn,
)
from statute.working_days import CalendarExhausted

# In every letter, because the templates contain these parts.
_ALWAYS = frozenset(
    {
        "received_date",
        "regime",
        "form_preference",
        "copyright",
        "publication_notice",
        "regulator_right",
        "legal_annex",
    }
)
_SCOTTISH = frozenset({"foisa_review_right", "review_first_warning"})
# Outcomes for which the letter's summary states whether information is held.
_SAY_WHETHER_HELD = GIVEN | {Outcome.WITHHELD, Outcome.ACCESSIBLE, Outcome.NOT_HELD}
_NO_INFERENCE = re.compile(r"\binfer|\btaken\b|\bexists? or\b", re.IGNORECASE)


def findings_in(content: AnyContent) -> tuple[Finding, ...]:
    """Return every problem of a letter, the blocking problems first.

    Args:
        content: The letter, dated.
    """
    if isinstance(content, ProceduralContent):
        further = (
            *content.further_findings(),
            *left_in(content.typed),
            *unposted(content.addressee),
            *undrawn("", content.printed()),
        )
        found = dict.fromkeys((*check(content.as_draft()), *further))
    elif isinstance(content, ReviewContent):
        draft = notice_of_review(content, notice_of(content))
        further = (*further_findings(content), *_further(content))
        found = dict.fromkeys((*check(draft), *further))
    else:
        found = dict.fromkeys((*check(notice_of(content)), *_further(content)))
    return tuple(
        sorted(found, key=lambda finding: finding.severity is not Severity.BLOCK)
    )


def notice_of(content: LetterContent) -> NoticeDraft:
    """Convert a letter to the form that the statute's checks take.

    An interim reply is checked without the answers that are still to follow. A letter
    that supersedes another repeats everything, so it is checked as a whole.
    """
    final = [answer for answer in content.answers if not answer.is_to_follow]
    answers = final or list(content.answers)
    return NoticeDraft(
        letter_type=_type_of(content, answers),
        regime=content.regime,
        letter_on=content.issued_on,
        received_on=content.received_on,
        parts=frozenset(_parts(content)),
        questions=tuple(
            QuestionDraft(
                path=asked.path,
                is_numbered=asked.is_numbered,
                outcome=Outcome(answer.outcome) if answer.outcome else None,
                asked="\n".join(asked.words),
                is_on_emissions=is_on_emissions(
                    answer.refers_to.answer if answer.refers_to else answer
                ),
            )
            for answer in answers
            for asked in answer.asked
        ),
        grounds=tuple(_grounds(content, answers)),
        typed=typed_in(content),
        also_asked=tuple(
            asked.path
            for answer in content.answers
            if answer not in answers
            for asked in answer.asked
        ),
        has_table=any(
            "<table" in html
            for html in (
                content.opening,
                *(answer.text for answer in content.answers),
                content.ending,
            )
        ),
        authority_kind=content.authority_kind,
        other_receipts=frozenset(_other_receipts(content)),
        other_due=frozenset(_other_due(content)),
        due_on=content.due_on,
        estimate=next((one.estimate for one in _costings(content)), None),
        limit=next((one.law for one in _costings(content)), None),
        attachments=attachments_of(content),
        unchecked_links=tuple(unchecked_links(answers)),
    )


def _other_receipts(content: LetterContent) -> Iterator[date]:
    """Yield the other days on which the letter may say that it was written to."""
    if content.clarified_on:
        yield content.clarified_on
    yield from content.asked_later_on
    if isinstance(content, ReviewContent):
        yield content.reviewed.received_on


def _other_due(content: LetterContent) -> Iterator[date]:
    """Yield the other last days that the letter may name."""
    yield from content.dates_of_questions
    if content.more_time is not None:
        if content.more_time.until:
            yield content.more_time.until
        # The last day before more time was taken.
        kind = content.authority_kind
        with suppress(CalendarExhausted):
            if first := due_date(Clock(content.regime, content.received_on, kind)):
                yield first
    if isinstance(content, ReviewContent) and content.reviewed.due_on:
        yield content.reviewed.due_on


def _costings(content: LetterContent) -> list[Costing]:
    """Return the cost estimates in the letter."""
    return [
        ground.costing
        for answer in content.answers
        for ground in answer.grounds
        if ground.costing is not None
    ]


def attachments_of(content: LetterContent) -> tuple[Attachment, ...]:
    """Convert the files of a letter to the form that the statute's checks take."""
    return tuple(
        Attachment(
            name=one.name,
            words=one.words,
            is_scanned=one.is_scanned,
            has_hidden_data=one.has_hidden_data,
        )
        for one in content.enclosures
    )


def _type_of(content: LetterContent, answers: list[Answered]) -> LetterType:
    try:
        return letter_type_for(
            (answer.outcome for answer in answers if answer.outcome),
            has_ncnd_statement=content.other_information is not None,
            regime=content.regime,
        )
    except NothingAnswered:
        return LetterType.FULL_DISCLOSURE


def _parts(content: LetterContent) -> Iterator[str]:
    outcomes = {answer.outcome for answer in content.answers}
    other = content.other_information
    yield from _ALWAYS
    if content.regime.is_scottish:
        yield from _SCOTTISH
    told = {
        "authority_identity": content.sender.name and content.sender.address,
        "reference": content.reference,
        "letter_date": content.issued_on,
        "requester_name": content.addressee.name,
        "request_quoted": content.items,
        "question_outcomes": outcomes and "" not in outcomes,
        "held_statement": any(
            answer.held in {"yes", "no"}
            or (answer.outcome in _SAY_WHETHER_HELD and not answer.is_own_data)
            for answer in content.answers
        ),
        "not_held_statement": Outcome.NOT_HELD in outcomes,
        "disclosure": gives_something(content),
        "searches": all_state(content, "searches"),
        "advice": all_state(content, "advice"),
        "where_available": says_where(content),
        "earlier_request_reference": names_earlier_request(content),
        "redaction_key": all(
            answer.grounds
            for answer in content.own_answers
            if answer.outcome == Outcome.PARTLY_DISCLOSED
        ),
        "apology": content.is_late,
        "sign_off": content.sender.signatory,
        "internal_review": content.sender.review_contact,
        "ncnd_statement": other or Outcome.NCND in outcomes,
        "ncnd_no_inference": _says_not_to_infer(content),
        "ncnd_scope_other_information": other and "other" in other.scope.lower(),
        "cost_estimate": _costings(content),
        "estimate_method": any(one.method for one in _costings(content)),
        "state_reliance": content.annex,
        "reason": all(
            answer.why_to_follow or answer.refers_to for answer in content.to_follow
        ),
        "new_date": _names_a_day(content),
        "earlier_letter_reference": content.earlier,
        "what_changed": content.earlier and content.what_changed,
    }
    yield from (part for part, is_told in told.items() if is_told)


def _names_a_day(content: LetterContent) -> bool:
    """Whether every answer to follow has a day still to come, or waits to be clarified.

    A notice of delay may have promised one after the last day allowed by law.
    """
    promised = content.more_time.until if content.more_time else None
    for follows in content.follows:
        days = [day for day in (follows.due_on, promised) if day is not None]
        if days and content.issued_on and max(days) < content.issued_on:
            return False
    return bool(content.follows)


def _says_not_to_infer(content: LetterContent) -> bool:
    if content.other_information and not content.other_information.no_inference:
        return False
    return all(
        content.other_information or _NO_INFERENCE.search(answer.words)
        for answer in content.own_answers
        if answer.outcome == Outcome.NCND
    )


def _grounds(content: LetterContent, answers: list[Answered]) -> Iterator[GroundDraft]:
    for answer in answers:
        paths = tuple(asked.path for asked in _asked_of(answer, answers))
        for ground in answer.grounds:
            yield _ground(ground, paths, _said_for_all(answer.grounds))
            yield from purposes_of(ground, paths)
    if other := content.other_information:
        shared = {
            # One statement of harm says why one provision applies, not why each does.
            "why_applies": other.harm if len(other.grounds) == 1 else "",
            "harm": other.harm,
            "pi_factors_disclosure": other.factors_for,
            "pi_factors_maintain": other.factors_against,
            "pi_reasons": other.balance,
        }
        said = frozenset(part for part, words in shared.items() if words)
        said |= _said_for_all(other.grounds)
        for ground in other.grounds:
            yield _ground(ground, (), said)
            yield from purposes_of(ground, ())


def _asked_of(answer: Answered, answers: list[Answered]) -> Iterator[Asked]:
    """Yield the questions of an answer, and of the answers referring to it."""
    yield from answer.asked
    for one in answers:
        if one.refers_to is not None and one.refers_to.answer.anchor == answer.anchor:
            yield from one.asked


def _said_for_all(grounds: Iterable[Ground]) -> frozenset[str]:
    """Return what one provision says for all: what a yes and a no would give away."""
    said = frozenset(part for ground in grounds for part in ground.parts)
    return said & {"ncnd_consequences"}


def _ground(
    ground: Ground, paths: tuple[str, ...], shared: frozenset[str]
) -> GroundDraft:
    return GroundDraft(
        key=ground.provision.key,
        questions=paths,
        parts=ground.parts | shared | {"state_reliance", "cite_provision"},
        is_limb_qualified=ground.needs_balance,
        **stated_of(ground),
    )


def _further(content: LetterContent) -> Iterator[Finding]:
    """Yield the problems that only the whole, laid-out letter shows."""
    typed = typed_in(content)
    yield from earlier.findings_in(content)
    yield from to_follow.findings_in(content)
    for enclosed in content.enclosures:
        if enclosed.is_to_look_at:
            yield warn(
                "attachment_to_look_at",
                f"{enclosed.name} contains hidden data, such as the name of its "
                "author. Look at the findings, then replace or accept the file.",
                "ICO guidance on disclosing information safely",
                enclosed.name,
            )
    yield from answers_beside_cost(content)
    yield from own_data_overdue(content)
    yield from rest_is_given(content)
    yield from not_printed(content)
    yield from changes_said(content)
    other = content.other_information
    if other and other.balance and len(other.grounds) > 1:
        unweighed = [
            ground.provision.short_citation
            for ground in other.grounds
            if ground.needs_balance and ground.provision.is_ncnd and not ground.balance
        ]
        if len(unweighed) > 1:
            yield warn(
                "one_balance_for_several",
                f"One balance is given for {listed(unweighed)}. The public interest is "
                "weighed for each: check that what you say holds for all of them.",
                "FOIA s.2(1)(b); ICO guidance on the public interest test",
                other.grounds[0].provision.key,
            )
    yield from left_in(typed)
    yield from names_in(
        typed, Requester(content.addressee, content.addressee.telephones)
    )
    yield from unprinted(content, typed)
