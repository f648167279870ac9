"""Check a letter against the statute and for characters that cannot be printed."""

import re
from collections.abc import Iterable, Iterator

from requests_app.forms.postal_address import why_not_posted
from requests_app.questions.numbering.lists import listed
from responses.checks.leftovers import Passage, leftovers_in
from responses.letters import prose
from responses.letters.content import (
    Addressee,
    Answered,
    Item,
    LetterContent,
    Stem,
)
from responses.letters.costing import Costing
from responses.letters.fonts import named, stand_in, undrawable
from responses.letters.procedural_content import AnyContent, ProceduralContent
from responses.letters.provisions import Ground
from responses.letters.publication import Requester
from responses.letters.reviews.content import ReviewContent
from responses.letters.reviews.findings import further_findings, notice_of_review
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
)

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
# In words. A shorter answer, such as "No.", describes no search and gives no advice.
FEWEST_WORDS = 8
_NO_INFERENCE = re.compile(r"\binfer|\btaken\b|\bexists? or\b", re.IGNORECASE)


def findings_in(content: AnyContent) -> tuple[Finding, ...]:
    """Return every problem of a letter, the blocking problems first.

    Args:
        content: The letter, dated.
    """
    if isinstance(content, ProceduralContent):
        further = (
            *content.further_findings(),
            *_unposted(content.addressee),
            *_unprintable("", content.printed()),
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
    other = content.other_information
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
                text=answer.words,
            )
            for answer in answers
            for asked in answer.asked
        ),
        grounds=tuple(_grounds(content, answers)),
        ncnd_text=other.words if other else "",
        due_on=content.due_on,
        estimate=next((one.estimate for one in _costings(content)), None),
        limit=next((one.law for one in _costings(content)), None),
        attachments=attachments_of(content),
    )


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
        "held_statement": outcomes & _SAY_WHETHER_HELD,
        "not_held_statement": Outcome.NOT_HELD in outcomes,
        "disclosure": _all_say_something(content, GIVEN, fewest=1),
        "searches": _all_say_something(content, {Outcome.NOT_HELD}),
        "advice": _all_say_something(content, set(Outcome) - GIVEN),
        "where_available": _all_say_something(content, {Outcome.ACCESSIBLE}, fewest=4),
        "redaction_key": all(
            answer.grounds
            for answer in content.answers
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
        "reason": all(answer.words for answer in content.to_follow),
        "new_date": content.due_on and not content.is_late,
        "earlier_letter_reference": content.earlier,
        "what_changed": content.earlier and content.opening,
    }
    yield from (part for part, is_told in told.items() if is_told)


def _all_say_something(
    content: LetterContent,
    outcomes: set[Outcome] | frozenset[Outcome],
    *,
    fewest: int = FEWEST_WORDS,
) -> bool:
    """Whether the answers with one of these outcomes have at least so many words."""
    these = [answer for answer in content.answers if answer.outcome in outcomes]
    return bool(these) and all(len(one.words.split()) >= fewest for one in these)


def _says_not_to_infer(content: LetterContent) -> bool:
    if content.other_information and not content.other_information.no_inference:
        return False
    return all(
        content.other_information or _NO_INFERENCE.search(answer.words)
        for answer in content.answers
        if answer.outcome == Outcome.NCND
    )


def _grounds(content: LetterContent, answers: list[Answered]) -> Iterator[GroundDraft]:
    for answer in answers:
        paths = tuple(asked.path for asked in answer.asked)
        for ground in answer.grounds:
            yield _ground(ground, paths, frozenset())
    if other := content.other_information:
        shared = {
            "why_applies": other.harm,
            "harm": other.harm,
            "pi_factors_disclosure": other.factors_for,
            "pi_factors_maintain": other.factors_against,
            "pi_reasons": other.balance,
        }
        said = frozenset(part for part, words in shared.items() if words)
        for ground in other.grounds:
            yield _ground(ground, (), said)


def _ground(
    ground: Ground, paths: tuple[str, ...], shared: frozenset[str]
) -> GroundDraft:
    return GroundDraft(
        key=ground.provision.key,
        questions=paths,
        parts=ground.parts | shared | {"state_reliance", "cite_provision"},
        is_limb_qualified=ground.needs_balance,
        opinion_on=ground.opinion_on,
    )


def _further(content: LetterContent) -> Iterator[Finding]:
    """Yield the problems that only the whole, laid-out letter shows."""
    for answer in content.to_follow:
        if not answer.words:
            yield _found(
                Severity.BLOCK,
                "to_follow_without_reason",
                f"{answer.heading}: say why the answer is to follow.",
                "FOIA s.10(1); FOISA s.10(1); EIR reg 5(2): no answer may simply wait",
                answer.asked[0].path,
            )
    for enclosed in content.enclosures:
        if enclosed.is_to_look_at:
            yield _found(
                Severity.WARN,
                "attachment_to_look_at",
                f"{enclosed.name} contains hidden data, such as the name of its "
                "author. Look at the findings, then replace or accept the file.",
                "ICO guidance on disclosing information safely",
                enclosed.name,
            )
    other = content.other_information
    if other and other.balance and len(other.grounds) > 1:
        unweighed = [
            ground.provision.short_citation
            for ground in other.grounds
            if ground.needs_balance and not ground.balance
        ]
        if len(unweighed) > 1:
            yield _found(
                Severity.WARN,
                "one_balance_for_several",
                f"One balance is given for {listed(unweighed)}. The public interest is "
                "weighed for each: check that what you say holds for all of them.",
                "FOIA s.2(1)(b); ICO guidance on the public interest test",
                other.grounds[0].provision.key,
            )
    yield from leftovers_in(_typed(content), Requester(content.addressee))
    yield from _unposted(content.addressee)
    yield from _unprintable("details", _of_details(content))
    yield from _unprintable("sender", content.sender.address)
    for item in content.items:
        yield from _unprintable("request", _of_request(item))
    if isinstance(content, ReviewContent):
        for point in content.points:
            asked = point.asked.words if point.asked else ()
            yield from _unprintable("request", asked)
    for passage in _typed(content):
        yield from _unprintable(passage.about, [passage.words])


def _unposted(addressee: Addressee) -> Iterator[Finding]:
    """Yield why no letter can be posted to a requester without an e-mail address."""
    if addressee.address and not addressee.email:
        lines = (addressee.name, addressee.organisation, *addressee.address)
        for reason in why_not_posted("\n".join(lines)):
            yield _found(
                Severity.WARN,
                "address_not_posted",
                f"The letter cannot be posted. {reason}",
                "Royal Mail’s rules for addresses, as GOV.UK Notify applies them",
                "details",
            )


def _unprintable(about: str, texts: Iterable[str]) -> Iterator[Finding]:
    """Yield a warning for each text with characters that no font of the letter has."""
    for words in texts:
        if missing := undrawable(words):
            yield _found(
                Severity.WARN,
                "undrawable",
                "No font of the letter has "
                f"{listed([named(char) for char in missing[:5]])}. The letter prints "
                f"{listed([stand_in(char) for char in missing[:5]])} in its place.",
                "PDF/UA (ISO 14289-1, 7.21): every character of a letter can be read",
                about,
            )


def _found(
    severity: Severity, code: str, message: str, source: str, about: str
) -> Finding:
    return Finding(
        severity=severity, code=code, message=message, source=source, about=about
    )


def _typed(content: LetterContent) -> Iterator[Passage]:
    """Yield the texts typed by officers, each with its place."""
    opening, ending = prose.plain(content.opening), prose.plain(content.ending)
    yield Passage("opening", "the words before the answers", opening)
    for answer in content.answers:
        asked = answer.asked[0]
        called = f"question {asked.path}" if asked.is_numbered else f"the {asked.path}"
        reasons = (_reasons(ground) for ground in answer.grounds)
        words = "\n".join([answer.words, *reasons])
        yield Passage(asked.path, f"the answer to {called}", words)
    if other := content.other_information:
        words = "\n".join([other.words, *map(_reasons, other.grounds)])
        yield Passage("statement", "the statement on other information", words)
    if isinstance(content, ReviewContent):
        for point in content.points:
            words = f"{point.words}\n{point.remedy}"
            yield Passage(point.path, f"the decision on {point.path}", words)
    yield Passage("ending", "the words after the answers", ending)


def _reasons(ground: Ground) -> str:
    return prose.plain(
        ground.why_applies
        + ground.harm
        + ground.factors_for
        + ground.factors_against
        + ground.balance
    )


def _of_details(content: LetterContent) -> Iterator[str]:
    """Yield the texts that the letter takes from the request's details."""
    yield from (content.addressee.name, content.addressee.organisation)
    yield from (content.subject, *content.addressee.address)


def _of_request(item: Item) -> Iterator[str]:
    """Yield the requester's own words."""
    if isinstance(item, Answered):
        yield from (words for asked in item.asked for words in asked.words)
    elif isinstance(item, Stem):
        yield from (item.heading, *item.words)
