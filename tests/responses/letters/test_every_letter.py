"""Every kind of letter, in every law that has it and in both languages, read whole."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils.html import strip_tags

from requests_app.clock.timeline import last_day_to_ask
from requests_app.models import DatedEntry
from responses.checks.findings import findings_in, notice_of
from responses.letters.composing import compose
from responses.letters.pages import article_of, page_of, sha256_of_words
from responses.letters.review_window import review_window
from responses.letters.unconfirmed import unconfirmed_in
from responses.letters.wording.catalogue import CATALOGUE
from responses.letters.wording.welsh import WELSH, released
from responses.procedural.kinds.catalogue import compose_procedural
from statute.dated import Fact, in_force
from statute.deadlines import Clock, Event, EventName, Task, date_for
from statute.notices import requirements
from statute.regimes import Regime
from statute.working_days import calendar_for
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory
from tests.facts import cost_facts, facts_for
from tests.responses import kinds, procedural_letters

pytestmark = pytest.mark.django_db

OF_REVIEWS = [
    ("review_acknowledgement", "FOIA"),
    ("review_acknowledgement", "EIR"),
    ("review_acknowledgement", "FOISA"),
    ("review_acknowledgement", "EISR"),
    ("review_extension", "FOIA"),
]
EVERY_LETTER = [
    *kinds.EVERY_KIND,
    *procedural_letters.EVERY_PROCEDURAL_LETTER,
    *OF_REVIEWS,
]
_DAYS = re.compile(r"\b(\w+) (?:working days|o? ?ddiwrnod gwaith|diwrnod gwaith)\b")
# A provision in the middle of a sentence begins with a small letter.
_CAPITAL = re.compile(r"[a-zŵŷâêîôû,] (?:Section|Regulation|Adran|Rheoliad) \d")
_RIGHTS = {"en": "If you are not satisfied", "cy": "Os nad ydych yn fodlon"}


def letter(kind, regime, *, language="en", on=kinds.ON):
    """Return the content of a letter with everything that its form asks for."""
    if kind in kinds.KINDS:
        made = kinds.KINDS[kind][0](regime, language=language)
        return compose(made, on=on)
    if (kind, regime) in OF_REVIEWS:
        details = {"reason": "Two offices hold the files.", "until": "2026-04-01"}
        review = kinds.under_review(regime, language=language)
        return compose_procedural(review, kind=kind, details=details, on=on)
    details = procedural_letters.details_of(kind, regime)
    made = procedural_letters.request(regime, language=language)
    return compose_procedural(made, kind=kind, details=details, on=on)


def paragraphs(content):
    """Return the words of a letter, a paragraph or heading in each line."""
    article = article_of(page_of(content)).replace("\n", " ")
    article = re.sub(r"</(?:p|h\d|li|th|td|blockquote)>", "\n", article)
    words = unescape(strip_tags(article)).split("\n")
    return [" ".join(line.split()) for line in words if line.strip()]


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("kind", "regime"), EVERY_LETTER)
def test_nothing_unfinished_reaches_the_requester(kind, regime, language):
    content = letter(kind, regime, language=language)

    said = paragraphs(content)

    for line in said:
        assert not re.search(r"[{}]|\bNone\b|\[insert|limb not stated|NCND", line)
        assert not _CAPITAL.search(line), line


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("kind", "regime"), EVERY_LETTER)
def test_a_number_of_days_is_the_one_of_the_clock(kind, regime, language):
    content = letter(kind, regime, language=language)
    review = content.review
    known = {str(review.days), str(review.answered_days)} if review else set()
    if kind == "review_extension":
        known = {str(content.ordinary_days), str(content.most_days)}
    # "60 consecutive working days" is the time for adding up requests.
    known |= {"60", "consecutive"}

    found = {number for line in paragraphs(content) for number in _DAYS.findall(line)}

    assert found <= known


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("kind", "regime"), EVERY_LETTER)
def test_who_is_refused_anything_reads_how_to_complain(kind, regime, language):
    content = letter(kind, regime, language=language)
    needed = requirements(content.type, content.regime)
    parts = {part.id for part in (*needed.blocking, *needed.advised)}
    claims = kind in kinds.KINDS
    if not claims:
        draft = content.as_draft()
        claims = draft.contains("not_held_statement") or any(
            provision.is_ground for _, provision in draft.known_grounds
        )

    has_rights = any(_RIGHTS[language] in line for line in paragraphs(content))

    is_extension_of_review = kind == "review_extension"
    assert has_rights == (
        not is_extension_of_review and (claims or "regulator_right" in parts)
    )


@pytest.mark.parametrize("basis", ["ordinary", "above_limit"])
@pytest.mark.parametrize("regime", ["FOIA", "FOISA"])
def test_a_fees_notice_has_rights_where_it_claims_the_limit(regime, basis):
    details = procedural_letters.details_of("fees_notice", regime) | {"basis": basis}
    if basis == "above_limit":
        details |= {"cost_pence": 60_100, "other_pence": 100}
    if (basis, regime) == ("above_limit", "FOIA"):
        details["amount_pence"] = 40 * 2_500 + 4_550 + 100
    made = procedural_letters.request(regime)

    content = compose_procedural(made, kind="fees_notice", details=details, on=kinds.ON)

    said = " ".join(paragraphs(content))
    claims = basis == "above_limit"
    assert ("Section 12(1) of the Act therefore" in said) == claims
    assert ("do not count towards our time" in said) == (not claims)
    assert ("We hold the information" in said) == (claims and regime == "FOIA")
    assert not findings_in(content) or not claims
    assert ("If you are not satisfied" in said) == (claims or regime == "FOISA")


@pytest.mark.parametrize(
    ("on", "by"),
    [
        # Answered early: the days run from the end of the time for answering.
        pytest.param(date(2026, 3, 9), "28 May 2026", id="early"),
        pytest.param(date(2026, 3, 30), "28 May 2026", id="on the last day"),
    ],
)
def test_in_scotland_the_last_day_to_ask_for_a_review_is_that_of_the_page(on, by):
    made = procedural_letters.kinds.full_refusal("FOISA", due_on=date(2026, 3, 30))
    clock = made.clock
    sent = Event(EventName.RESPONSE_SENT, on)

    said = " ".join(paragraphs(compose(made, on=on)))

    assert f"Please do so by {by}." in said
    shown = date_for(
        Task.REVIEW_REQUEST_LATEST,
        type(clock)(clock.regime, clock.received_on, events=(sent,)),
        calendar_for(Regime.FOISA),
    )
    assert f"{shown.day} {shown:%B %Y}" == by


@pytest.mark.parametrize("regime", [Regime.EIR, Regime.FOISA, Regime.EISR])
def test_a_notice_before_any_answer_gives_the_last_day_of_the_page(regime):
    clock = Clock(regime, date(2026, 3, 2))
    calendar = calendar_for(regime)

    window = review_window(clock, calendar, on=date(2026, 3, 9), is_notice=True)

    assert window.by == date_for(Task.REVIEW_REQUEST_LATEST, clock, calendar)


def test_in_scotland_a_late_answer_is_reviewed_from_its_receipt():
    made = kinds.full_refusal("FOISA", due_on=date(2026, 3, 30))

    said = " ".join(paragraphs(compose(made, on=date(2026, 3, 31))))

    assert "within 40 working days of receiving this letter" in said


@pytest.mark.parametrize("kind", ["maintained_school", "academy", "proni"])
@pytest.mark.parametrize("letter_kind", ["clarification", "fees_notice"])
def test_no_authority_is_given_another_s_time_for_answering(kind, letter_kind):
    made = procedural_letters.request("FOIA")
    made.authority.kind = kind
    details = procedural_letters.details_of(letter_kind, "FOIA")

    content = compose_procedural(made, kind=letter_kind, details=details, on=kinds.ON)

    said = " ".join(paragraphs(content))
    assert "working days" not in said
    assert "time for answering" in said


@pytest.mark.parametrize("key", CATALOGUE)
def test_no_sentence_types_a_number_of_days_or_a_regulator(key):
    texts = CATALOGUE[key].text, released(CATALOGUE[key], WELSH)

    for text in texts:
        assert not re.search(r"\b(?:ten|twenty|forty|sixty|\d+) working days", text)
        assert not re.search(r"\b(?:ugain|deugain|\d+) (?:o )?diwrnod gwaith", text)
        assert not re.search(r"Information Commission|Commissioner|Comisi[wy]n", text)


@pytest.mark.parametrize(
    ("on", "said", "unsaid"),
    [
        (date(2026, 9, 29), "Complain to the Information Commissioner", "Commission’s"),
        (date(2026, 9, 30), "Information Commission’s Office (ICO)", "Commissioner"),
    ],
)
@pytest.mark.parametrize("regime", ["FOIA", "EIR"])
def test_the_regulator_is_called_as_on_the_day_of_the_letter(regime, on, said, unsaid):
    words = " ".join(paragraphs(letter("full_refusal", regime, on=on)))

    assert said in words
    assert unsaid not in words


def test_a_welsh_letter_names_the_commission_in_welsh():
    content = letter("full_refusal", "FOIA", language="cy", on=date(2026, 10, 1))

    words = " ".join(paragraphs(content))

    assert "ofyn i’r Comisiwn Gwybodaeth benderfynu" in words
    assert "bydd y Comisiwn yn disgwyl" in words
    assert "Swyddfa’r Comisiwn Gwybodaeth" in words
    assert "Comisiynydd" not in words


def test_the_page_comes_before_the_post_in_the_regulator_s_address():
    lines = paragraphs(letter("full_refusal", "FOIA", on=date(2026, 10, 1)))
    block = next(line for line in lines if line.startswith("Information Commission’s"))

    assert block.index("Online:") < block.index("E-mail:") < block.index("Manchester")


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("council", "Regulations 2015 apply"),
        ("central_government", "Open Government Licence"),
        ("university", "copyright of"),
    ],
)
def test_the_terms_of_re_use_are_those_of_the_authority(kind, terms):
    made = kinds.full_disclosure()
    made.authority.kind = kind

    words = " ".join(paragraphs(compose(made, on=kinds.ON)))

    assert terms in words
    assert ("Regulations 2015 apply" in words) == (kind == "council")


@pytest.mark.parametrize("kind", ["full_refusal", "ncnd", "not_held", "cost_refusal"])
def test_where_nothing_is_given_nothing_is_said_on_its_use(kind):
    words = " ".join(paragraphs(letter(kind, "FOIA")))

    assert "copyright" not in words
    assert "Using this information" not in words
    assert "such as large print" in words


@pytest.mark.parametrize(
    ("regime", "told", "over"),
    [
        ("FOIA", "more than the 18 hours (£450)", "Appropriate Limit and Fees"),
        ("FOISA", "more than the £600", "Fees for Required Disclosure"),
    ],
)
def test_a_refusal_on_cost_gives_hours_limit_and_regulations(regime, told, over):
    made = kinds.cost_refusal(regime)
    citation = made.answers.get().citations.get()
    citation.facts = cost_facts(citation.provision_key, "60")
    citation.save()

    words = " ".join(paragraphs(compose(made, on=kinds.ON)))

    assert words.count(told) == 1
    assert "would take 60 hours" in words
    assert over in words


def test_the_cost_of_finding_out_is_said_in_its_own_words():
    made = kinds.request("FOIA")
    kinds.answer(made, outcome="cost", cites=["FOIA 12(2)"], text="<p>No.</p>")

    words = " ".join(paragraphs(compose(made, on=kinds.ON)))

    assert "finding out whether we hold the information would alone take" in words


@pytest.mark.parametrize("kind", ["ncnd", "full_refusal", "vexatious_or_repeated"])
def test_what_the_law_calls_a_refusal_notice_is_titled_so(kind):
    assert letter(kind, "FOIA").title.endswith(": refusal notice")


def test_a_vexatious_request_is_judged_and_not_the_person():
    said = " ".join(paragraphs(letter("vexatious_or_repeated", "FOISA")))

    assert "a judgement on the request and its effect, not on you" in said


def test_a_provision_and_its_purpose_are_one_reliance():
    made = kinds.request("FOIA")
    kinds.answer(made, outcome="withheld", cites=["FOIA 31(1)(g)"])
    citation = made.answers.get().citations.get()
    citation.facts = facts_for("FOIA 31(1)(g)", purposes=["FOIA 31(2)(b)"])
    citation.save()
    content = compose(made, on=kinds.ON)

    said = paragraphs(content)

    title = "finding out whether somebody has behaved improperly"
    headings = [line for line in said if "31(2)(b)" in line]
    assert len(headings) == 2
    assert headings[0].startswith("Section 31(1)(g) with section 31(2)(b) of the")
    assert title in headings[0].lower()
    assert len(content.annex) == 1
    # The checks still see both.
    grounds = notice_of(content).grounds
    assert [one.key for one in grounds] == ["FOIA 31(1)(g)", "FOIA 31(2)(b)"]


def test_a_limb_within_a_sentence_begins_small():
    said = " ".join(paragraphs(letter("full_refusal", "FOIA")))

    assert "Section 40(2) by virtue of section 40(3A)(a)" in said


@pytest.mark.parametrize(
    ("language", "told", "not_told"),
    [
        ("en", "the information asked for in the first question", "in first question"),
        ("cy", "(cwestiwn 1 yn ôl y drefn)", "first question"),
    ],
)
def test_a_question_named_by_its_place_has_its_article(language, told, not_told):
    made = FOIRequestFactory(language=language)
    for order in range(2):
        QuestionFactory(foi_request=made, order=order, label="")
    kinds.answer(made, 0)
    kinds.answer(made, 1, outcome="not_held")

    words = " ".join(paragraphs(compose(made, on=kinds.ON)))

    assert told in words
    assert not_told not in words


def test_the_words_cleared_do_not_change_with_the_day_of_issue_alone():
    made = kinds.full_refusal("FOIA", due_on=date(2026, 10, 31))

    first = compose(made, on=date(2026, 9, 29))
    later = compose(made, on=date(2026, 9, 30))

    assert first.review.by < later.review.by
    assert first.regulator.name != later.regulator.name
    assert sha256_of_words(first) == sha256_of_words(later)


@pytest.mark.parametrize("regime", ["FOIA", "EIR", "FOISA"])
def test_the_last_day_in_the_letter_is_the_one_on_the_page_of_the_request(regime):
    made = kinds.full_refusal(regime, due_on=date(2026, 3, 30))
    on = date(2026, 3, 16)

    content = compose(made, on=on)

    assert content.review.by == last_day_to_ask(made, [on])


@pytest.mark.parametrize(
    ("regime", "on", "told"),
    [
        ("FOIA", date(2026, 9, 29), []),
        (
            "FOIA",
            date(2026, 9, 30),
            ["the postal address of the Information Commission"],
        ),
        ("FOISA", date(2026, 9, 30), []),
    ],
)
def test_an_officer_is_told_what_no_source_confirms(regime, on, told):
    content = letter("full_refusal", regime, on=on)

    assert list(unconfirmed_in(content, page_of(content))) == told


def test_a_letter_without_the_address_has_nothing_to_confirm():
    content = letter("acknowledgement", "FOIA", on=date(2026, 9, 30))

    assert not list(unconfirmed_in(content, page_of(content)))


def test_the_address_that_an_administrator_entered_is_printed_from_its_day():
    values = dict(in_force(Fact.REGULATOR, date(2026, 10, 1)).values)
    DatedEntry.objects.create(
        fact=Fact.REGULATOR,
        from_on=date(2027, 1, 11),
        values=values | {"address": ["2 New Square", "Leeds LS1 1AA"]},
        source="Its page of contacts.",
        reason="It moved house.",
        by=UserFactory(roles=["administrator"]),
    )

    before = letter("full_refusal", "FOIA", on=date(2027, 1, 8))
    after = letter("full_refusal", "FOIA", on=date(2027, 1, 11))

    assert "M1 7BL" in page_of(before)
    assert "Leeds LS1 1AA" in page_of(after)
    assert not list(unconfirmed_in(after, page_of(after)))


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("regime", ["EIR", "EISR"])
def test_a_clarification_that_refuses_says_once_that_the_request_is_too_general(
    regime, language
):
    said = " ".join(paragraphs(letter("clarification", regime, language=language)))

    general = {"en": "too general a manner", "cy": "modd rhy gyffredinol"}[language]
    assert said.count(general) == 1


@pytest.mark.parametrize("regime", ["FOIA", "EIR", "FOISA", "EISR"])
def test_a_review_does_not_say_of_which_day_its_facts_are(regime):
    """In Scotland the day of the review counts, not that of the first answer."""
    said = " ".join(paragraphs(letter("review_outcome", regime)))

    assert "We looked at your request afresh." in said
