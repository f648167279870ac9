"""Sample letters, to show an authority how its own letters would look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from accounts.models import Authority
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.answered import Answered, Asked, Restated, SeeAbove
from responses.letters.content import (
    Addressee,
    Earlier,
    LetterContent,
    OtherInformation,
    Sender,
    Told,
)
from responses.letters.enclosures import Enclosed
from responses.letters.grounds import Citing
from responses.letters.layout import in_sentence
from responses.letters.pages import page_of
from responses.letters.parties import lines, sender_of
from responses.letters.review_window import review_window
from responses.letters.wording.catalogue import get
from responses.letters.wording.letter_wording import LetterWording
from responses.letters.wording.welsh import ENGLISH, WELSH
from responses.models import Citation, Letterhead
from statute import exemptions
from statute.deadlines import Clock
from statute.money import NoLimit, limit_for
from statute.notices import LetterType, Outcome
from statute.regimes import Regime
from statute.regulators import regulator_of
from statute.reuse import Terms
from statute.working_days import calendar_for

_RECEIVED: Final = date(2026, 11, 2)
_DUE: Final = date(2026, 11, 30)
_ISSUED: Final = date(2026, 11, 27)
# Marks a sentence while searching for it in samples.
_FOUND: Final = "§§§"

_QUESTIONS: Final = {
    ENGLISH: (
        "How many vehicles does the authority own?",
        "How much did each of them cost?",
        "Where is each of them kept at night?",
        "Which of them have been stolen?",
        "What did the last survey of drivers find?",
    ),
    WELSH: (
        "Faint o gerbydau y mae’r awdurdod yn berchen arnynt?",
        "Faint oedd cost pob un ohonynt?",
        "Ble y cedwir pob un ohonynt dros nos?",
        "Pa rai ohonynt sydd wedi eu dwyn?",
        "Beth oedd canlyniad yr arolwg diwethaf o’r gyrwyr?",
    ),
}
_ANSWER: Final = {
    ENGLISH: "The answer to the question appears here.",
    WELSH: "Yma y bydd geiriau’r sawl sydd yn ateb y cwestiwn.",
}
_SUBJECT: Final = {ENGLISH: "Vehicles", WELSH: "Cerbydau’r awdurdod"}
_SCOPE: Final = {
    ENGLISH: "any other information about these vehicles",
    WELSH: "unrhyw wybodaeth arall am y cerbydau hyn",
}
_NAME: Final = "Alex Morgan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The made-up request of a sample letter.

    Attributes:
        outcomes: The outcome of each question.
        has_shared: Whether the last question shares the first question's answer.
        provisions: The provisions relied on where an answer is not given in full.
    """

    regime: Regime
    outcomes: Sequence[str]
    type: LetterType
    provisions: Sequence[str] = ()
    is_clarified: bool = False
    is_late: bool = False
    has_shared: bool = False
    has_statement: bool = False
    is_of_one_question: bool = False
    is_request_first: bool = False
    earlier: Earlier | None = field(default=None)


def sample_of(
    authority: Authority,
    letterhead: Letterhead,
    wording: LetterWording,
    situation: Situation | None = None,
) -> LetterContent:
    """Return a letter that the authority might write, about a made-up request.

    Args:
        authority: The sender. An unsaved authority will do.
        letterhead: The look of its letters.
        wording: The language and wording of the sentences.
        situation: The request; by default answered with a response that refuses a part.
    """
    regime = Regime.FOISA if authority.is_scottish else Regime.FOIA
    situation = situation or next(_situations(regime))
    sender = sender_of(FOIRequest(authority=authority), letterhead)
    return _composed(sender, letterhead, wording, situation)


def sample_with(
    key: str, authority: Authority, letterhead: Letterhead, wording: LetterWording
) -> LetterContent | None:
    """Return a sample letter containing one sentence, with the sentence marked.

    Returns:
        The letter; None where no response contains the sentence, but only another kind
            of letter.
    """
    first = Regime.FOISA if authority.is_scottish else Regime.FOIA
    situation = _situation_with(key, first)
    if situation is None:
        return None
    wording = replace(wording, marked=key)
    return sample_of(authority, letterhead, wording, situation)


@lru_cache(maxsize=1024)
def _situation_with(key: str, first: Regime) -> Situation | None:
    """Return the first situation with the sentence in its letter."""
    own = MappingProxyType({key: _FOUND + get(key).text})
    wording = LetterWording(own=own)
    for situation in _situations(first):
        content = _composed(_SOMEBODY, Letterhead(), wording, situation)
        if _FOUND in page_of(content):
            return situation
    return None


_SOMEBODY = Sender(
    name="Authority",
    short_name="the Authority",
    address=("1 High Street",),
    email="foi@authority.example",
    telephone="",
    website="",
    signatory="Information Access Team",
    review_contact=("Review Officer",),
    terms=Terms.REGULATIONS,
)


def _situations(first: Regime) -> Iterator[Situation]:
    """Yield situations whose letters together contain every sentence of a response."""
    laws = [first, *(law for law in _CITED if law != first)]
    for law in laws:
        yield Situation(
            regime=law,
            type=LetterType.PARTIAL_DISCLOSURE,
            outcomes=[
                Outcome.DISCLOSED,
                Outcome.PARTLY_DISCLOSED,
                Outcome.WITHHELD,
                Outcome.NOT_HELD,
                Outcome.ACCESSIBLE,
            ],
            provisions=_CITED[law][:2],
            is_clarified=True,
        )
    for law in laws:
        yield Situation(
            regime=law,
            type=LetterType.MIXED_WITH_NCND,
            outcomes=[Outcome.DISCLOSED, Outcome.NCND],
            provisions=_NCND[law],
            has_statement=True,
            has_shared=True,
        )
        yield Situation(
            regime=law,
            type=LetterType.COST_REFUSAL,
            outcomes=[Outcome.COST, Outcome.VEXATIOUS, Outcome.REPEATED],
            provisions=_CITED[law],
        )
        yield Situation(
            regime=law,
            type=LetterType.FULL_REFUSAL,
            outcomes=[Outcome.WITHHELD],
            provisions=_every_sort(law),
            is_of_one_question=True,
        )
        for is_late in (False, True):
            yield Situation(
                regime=law,
                type=LetterType.INTERIM,
                outcomes=[Outcome.DISCLOSED, Outcome.TO_FOLLOW],
                provisions=_CITED[law],
                earlier=_AFTER_INTERIM if is_late else None,
                is_late=is_late,
            )
        for earlier in (_AFTER_INTERIM, _AFTER_LETTER):
            yield Situation(
                regime=law,
                type=LetterType.SUPPLEMENTARY,
                outcomes=[Outcome.DISCLOSED],
                earlier=earlier,
                has_shared=True,
            )
    for outcomes in ([], [""]):
        yield Situation(
            regime=first,
            type=LetterType.FULL_DISCLOSURE,
            outcomes=outcomes,
            is_request_first=True,
        )


_AFTER_INTERIM = Earlier(issued_on=date(2026, 11, 16), is_interim=True)
_AFTER_LETTER = Earlier(issued_on=date(2026, 11, 16), is_interim=False)
_CITED: Final[Mapping[Regime, tuple[str, ...]]] = {
    Regime.FOIA: (
        "FOIA 31(1)(a)",
        "FOIA 40(2) by virtue of 40(3A)(a)",
        "EIR 12(5)(e)",
    ),
    Regime.EIR: ("EIR 12(5)(e)", "EIR 12(5)(b)"),
    Regime.FOISA: ("FOISA 35(1)(a)", "FOISA 33(1)(b)"),
    Regime.EISR: ("EISR 10(5)(e)", "EISR 10(5)(b)"),
}
_NCND: Final[Mapping[Regime, tuple[str, ...]]] = {
    Regime.FOIA: ("FOIA 31(3)", "FOIA 24(2)"),
    Regime.EIR: ("EIR 12(6)",),
    Regime.FOISA: ("FOISA 18(1)",),
    Regime.EISR: ("EISR 10(8)",),
}


@lru_cache(maxsize=8)
def _every_sort(regime: Regime) -> tuple[str, ...]:
    """Return a provision of each sort explained differently in letters."""
    citing = Citing()
    sorts: dict[tuple[str, str, str], str] = {}
    for provision in exemptions.PROVISIONS.values():
        if provision.regime is not regime or not provision.is_ground:
            continue
        (ground,) = citing.grounds([Citation(provision_key=provision.key)], "")
        sorts.setdefault((ground.word, ground.applies, ground.weighing), provision.key)
    return tuple(sorts.values())


def _composed(
    sender: Sender, letterhead: Letterhead, wording: LetterWording, situation: Situation
) -> LetterContent:
    language = wording.language
    asked = _asked(language, situation)
    citing = Citing()
    items: list[Answered | SeeAbove] = []
    for at, outcome in enumerate(situation.outcomes):
        items.append(
            _answered(at, outcome, asked[at], citing, wording, letterhead, situation)
        )
    if situation.has_shared:
        items.append(
            SeeAbove(
                heading=wording.text("words.question", number=len(items) + 1),
                is_nested=False,
                anchor=items[0].anchor,
                under=in_sentence(wording.text("words.question", number=1)),
            )
        )
    other = _other(citing, wording, situation) if situation.has_statement else None
    issued_on = _ISSUED.replace(month=12) if situation.is_late else _ISSUED
    try:
        limit = limit_for(situation.regime, "", _RECEIVED)
    except NoLimit:
        limit = None
    is_request_first = (
        situation.is_request_first
        or letterhead.layout == Letterhead.Layout.REQUEST_FIRST
    )
    return LetterContent(
        type=situation.type,
        regime=situation.regime,
        reference="123-26",
        subject=_SUBJECT[language],
        sender=sender,
        addressee=Addressee(
            name=_NAME,
            organisation="",
            address=lines("12 Example Street\nMidtown\nLS2 2BB"),
            email="alex.morgan@requester.example",
        ),
        received_on=_RECEIVED,
        clarified_on=date(2026, 11, 5) if situation.is_clarified else None,
        due_on=_DUE,
        issued_on=issued_on,
        earlier=situation.earlier,
        opening=prose.set_rich_text(""),
        ending=prose.set_rich_text(""),
        summary=tuple(_summary(situation, wording)),
        items=tuple(items),
        other_information=other,
        annex=citing.annex(),
        enclosures=(_ENCLOSED,),
        wording=wording,
        regulator=regulator_of(situation.regime, issued_on),
        review=review_window(
            Clock(situation.regime, _RECEIVED),
            calendar_for(situation.regime),
            on=issued_on,
        ),
        limit=limit,
        request=(
            tuple(
                Restated(
                    path=one.path, words=one.words, is_nested=False, is_heading=False
                )
                for one in asked
            )
            if is_request_first
            else ()
        ),
    )


_ENCLOSED = Enclosed(title="Vehicles", name="vehicles.csv", sha256="", size_bytes=4_100)


def _asked(language: str, situation: Situation) -> list[Asked]:
    return [
        Asked(question_id=at, path=str(at), is_numbered=True, words=(words,))
        for at, words in enumerate(_QUESTIONS[language], start=1)
        if at <= len(situation.outcomes)
    ]


def _answered(
    at: int,
    outcome: str,
    asked: Asked,
    citing: Citing,
    wording: LetterWording,
    letterhead: Letterhead,
    situation: Situation,
) -> Answered:
    number = str(at + 1)
    called = wording.text("words.question", number=number)
    if situation.is_of_one_question:
        called = wording.text("words.your_question")
    is_bare = not letterhead.has_headings and not situation.is_of_one_question
    rests = situation.provisions if outcome != Outcome.DISCLOSED else ()
    words = _ANSWER[wording.language]
    return Answered(
        anchor=f"answer-{at}",
        heading=number if is_bare else called,
        called=called,
        is_nested=False,
        asked=(asked,),
        outcome=outcome,
        text=prose.set_plain_text(words),
        words=words,
        grounds=citing.grounds(
            (_cited(key, wording.language) for key in rests), in_sentence(called)
        ),
    )


def _cited(key: str, language: str) -> Citation:
    words = _ANSWER[language]
    return Citation(
        provision_key=key,
        why_applies=words,
        harm=words,
        factors_for=words,
        factors_against=words,
        balance=words,
    )


def _other(
    citing: Citing, wording: LetterWording, situation: Situation
) -> OtherInformation:
    words = prose.set_plain_text(_ANSWER[wording.language])
    cited = (_cited(key, wording.language) for key in situation.provisions)
    return OtherInformation(
        scope=_SCOPE[wording.language],
        grounds=citing.grounds(cited, wording.text("ground.other_information")),
        harm=words,
        factors_for=words,
        factors_against=words,
        balance=words,
        no_inference=words,
        words="",
    )


def _summary(situation: Situation, wording: LetterWording) -> Iterator[Told]:
    several = len(situation.outcomes) > 1
    for number, outcome in enumerate(situation.outcomes, start=1):
        cited = in_sentence(wording.text("words.question", number=number))
        if outcome:
            yield Told(outcome=outcome, questions=cited if several else "")
