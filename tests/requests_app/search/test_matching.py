"""Requests found by words, provisions, outcomes, states and people."""

from datetime import date, timedelta

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value

from requests_app.casework.handling import restrict_request
from requests_app.models import FOIRequest, SearchEntry, SearchWord
from requests_app.search.asking import read
from requests_app.search.indexing import index_request, index_requests
from requests_app.search.marks import (
    day_mark,
    month_mark,
    quarter_mark,
    year_mark,
)
from requests_app.search.matching import MOST_RANKED, best_matching, matching, seek
from requests_app.search.newest import ranked_keys
from requests_app.search.services import index_some_old_entries
from requests_app.search.stretches import stretches
from requests_app.workflow import State
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

# A Wednesday.
TODAY = date(2026, 3, 11)


@pytest.fixture
def found(officer):
    """Find requests as an officer does in the search box."""

    def found(words):
        visible = FOIRequest.objects.visible_to(officer)
        best = best_matching(visible, words, user=officer, on=TODAY)
        return [each.reference for each in best]

    return found


@pytest.fixture
def findable(officer, django_capture_on_commit_callbacks):
    """Make requests and index them for search."""

    def findable(**fields):
        asked = fields.pop("asked", "How many?")
        made = FOIRequestFactory(authority=officer.authority, **fields)
        QuestionFactory(foi_request=made, text=asked)
        with django_capture_on_commit_callbacks(execute=True):
            index_request(made)
        return made

    return findable


def test_search_finds_by_reference_requester_subject_and_question(findable, found):
    findable(reference="1433-19", requester_name="Ada Lovelace", subject="Dogs")
    findable(reference="2-26", subject="Cats", asked="How many kennels are there?")

    assert found("1433-19") == ["1433-19"]
    assert found("Lovelace") == ["1433-19"]
    assert found("dog") == ["1433-19"]
    assert found("kennel") == ["2-26"]


def test_search_takes_a_reference_in_any_case(findable, found):
    findable(reference="FOI/2026/0012")

    assert found("foi/2026/0012") == ["FOI/2026/0012"]


@pytest.mark.parametrize(
    ("reference", "typed"),
    [
        ("1416-26", ["2026/01416", "FOI/2026/1416", "01416/26", "1416-26"]),
        ("FOI/2026/0012", ["12-26", "0012/2026", "foi 2026/12"]),
    ],
)
def test_a_reference_is_found_in_the_style_of_another_scheme(
    findable, found, reference, typed
):
    findable(reference=reference, subject="Dogs")
    findable(reference="77-26", subject="1416 dogs and 12 cats in 2026")

    for one in typed:
        assert found(one) == [reference], one


def test_what_is_named_comes_before_the_same_words_in_a_text(findable, answered, found):
    findable(reference="1-26", subject="Courses not held", received_on=TODAY)
    answered("FOIA 31(3)", reference="2-26", received_on=date(2026, 1, 5))
    findable(reference="3-26", subject="Section 31, withdrawn", received_on=TODAY)
    findable(reference="4-26", state=State.WITHDRAWN, received_on=date(2026, 1, 5))

    assert found("s.31") == ["2-26", "3-26"]
    assert found("withdrawn") == ["4-26", "3-26"]


def test_search_wants_all_words_and_takes_phrases_and_exclusions(findable, found):
    findable(reference="1-26", subject="Speed cameras in the city")
    findable(reference="2-26", subject="Cameras, and speed of response")

    assert set(found("speed cameras")) == {"1-26", "2-26"}
    assert found('"speed cameras"') == ["1-26"]
    assert found("cameras -city") == ["2-26"]


def test_search_puts_the_subject_before_the_text(findable, found):
    findable(reference="1-26", subject="Fleet", asked="And the tasers?")
    findable(reference="2-26", subject="Tasers", received_on=date(2026, 2, 2))

    assert found("tasers") == ["2-26", "1-26"]


def test_search_does_not_find_what_one_may_not_see(findable, found, manager):
    hidden = findable(subject="Witnesses")
    restrict_request(foi_request=hidden, people=[manager], by=manager, on=TODAY)

    assert found("witnesses") == []


def test_search_ranks_the_newest_matches_only(findable, found, monkeypatch):
    monkeypatch.setattr("requests_app.search.matching.MOST_RANKED", 2)
    for year in (2024, 2025, 2026):
        findable(reference=f"1-{year}", subject="Dogs", received_on=date(year, 1, 5))

    assert found("dogs") == ["1-2026", "1-2025"]
    assert MOST_RANKED == 1000


@pytest.mark.parametrize("words", ["", "  ", "the", "'", "a & | !", "\\"])
def test_search_for_nothing_finds_nothing(findable, found, words):
    findable(subject="Dogs")

    assert found(words) == []


@pytest.mark.parametrize(
    "typed",
    [
        *("WCC/2026/01416", "wcc/2026/01416", "01416", "1416", "2026/01416"),
        *("2026/1416", "WCC 2026 01416", "WCC/2026/0141", "foi 1416", "WCC202601416"),
        *("WCC-2026-01416", "ref 01416", "wcc 1416"),
    ],
)
def test_a_reference_is_found_by_any_spelling_and_part(findable, found, typed):
    findable(reference="WCC/2026/01416", subject="Dogs")
    findable(reference="WCC/2025/00007", subject="Cats")

    assert found(typed) == ["WCC/2026/01416"]


@pytest.mark.parametrize("typed", ["1416-2", "1416/26", "FOI 1416-26", "1416 26"])
def test_a_reference_of_number_and_year_is_found_by_parts(findable, found, typed):
    findable(reference="1416-26", subject="Dogs")
    findable(reference="14-16", subject="Cats")

    assert found(typed) == ["1416-26"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("odowd", "Seán O’Dowd"),
        ("O'Dowd", "Sean ODowd"),
        ("Sian", "Siân Gruffydd"),
        ("Siân", "Sian Gruffydd"),
        ("1204", "There were 1,204 of them"),
        ("1,204", "There were 1204 of them"),
        ("camera", "Speed cameras"),
        ("licens", "Licensing of taxis"),
        ("licensin", "Licensing of taxis"),
        ("okaf", "Ms Okafor"),
        ("flytipping", "Fly-tipping in lanes"),
        ("fly-tipping", "Flytipping in lanes"),
        ("17/3/2026", "on 17.03.2026"),
        ("ada@example.org", "write to ada@example.org please"),
    ],
)
def test_marks_accents_and_beginnings_do_not_matter(findable, found, typed, words):
    findable(reference="1-26", subject="Dogs", asked=words)
    findable(reference="2-26", subject="Cats")

    assert found(typed) == ["1-26"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ysgol", "Faint o ysgolion sydd yna?"),
        ("thy gwydr", "Pryd agorwyd y tŷ gwydr?"),
        ("gymru", "Busnesau Cymru"),
        ("llyfrgell", "Oriau agor y lyfrgell"),
    ],
)
def test_welsh_words_are_found_in_any_form(findable, found, typed, words):
    findable(reference="1-26", subject="Cais", asked=words, language="cy")
    findable(reference="2-26", subject="Cats")

    assert found(typed) == ["1-26"]


@pytest.fixture
def answered(findable):
    """Make a request with an answer that cites provisions."""

    def answered(*keys, outcome="withheld", said="<p>No.</p>", **fields):
        made = findable(**fields)
        answer = AnswerFactory(
            foi_request=made,
            to=[made.questions.get()],
            text=said,
            outcome=outcome,
        )
        for key in keys:
            CitationFactory(answer=answer, provision_key=key, factors_for="Extremism")
        index_requests([made])
        return made

    return answered


@pytest.mark.parametrize(
    "typed",
    ["31(3)", "s.31(3)", "s31", "section 31 (3)", "s31 dogs", "dogs 31(3)", "adran 31"],
)
def test_a_provision_is_found_where_it_is_cited(answered, found, typed):
    answered("FOIA 31(3)", reference="1-26", subject="Dogs")
    answered("FOIA 40(2)", reference="2-26", subject="Dogs and 31 cats")

    assert found(typed) == ["1-26"]


def test_a_section_is_not_another_that_begins_alike(answered, found):
    answered("FOIA 12(1)", reference="1-26", subject="Dogs", outcome="cost")

    assert found("s1") == []
    assert found("s12") == ["1-26"]
    assert found("12(1)") == ["1-26"]
    assert found("12(2)") == []
    assert found("reg 12(5)(e)") == []


def test_outcomes_are_words(answered, found):
    answered("FOIA 14(1)", reference="1-26", outcome="vexatious")
    answered(reference="2-26", outcome="not_held")
    answered(reference="3-26", outcome="disclosed")

    assert found("vexatious") == ["1-26"]
    assert found("refused") == ["1-26"]
    assert found("not held") == ["2-26"]
    assert set(found("-refused how many")) == {"2-26", "3-26"}


def test_reasons_and_answers_are_found(answered, found):
    answered("FOIA 24(1)", reference="1-26", said="<p>At the <b>harbour</b>.</p>")

    assert found("harbour") == ["1-26"]
    assert found("extremism") == ["1-26"]


def test_states_are_words(findable, found):
    findable(reference="1-26", subject="Dogs", state=State.WITHDRAWN)
    findable(reference="2-26", subject="Dogs")
    findable(reference="3-26", subject="Dogs withdrawn from the park")
    findable(reference="4-26", subject="Dogs", due_on=date(2026, 3, 2))

    assert set(found("withdrawn dogs")) == {"1-26", "3-26"}
    assert set(found("withdrawn")) == {"1-26", "3-26"}
    assert found("overdue dogs") == ["4-26"]
    assert set(found("dogs -withdrawn")) == {"2-26", "4-26"}


def test_officers_are_found_by_name(findable, found, officer):
    kim = UserFactory(
        authority=officer.authority, first_name="Kim", last_name="O’Leary"
    )
    findable(reference="1-26", subject="Dogs", officer=kim)
    findable(reference="2-26", subject="Dogs")

    assert found("oleary") == ["1-26"]
    assert found("kim dogs") == ["1-26"]


def test_counts_are_exact_and_of_what_one_may_see(findable, officer, manager):
    for number in range(30):
        made = findable(reference=f"{number}-26", subject="Dogs")
    restrict_request(foi_request=made, people=[manager], by=manager, on=TODAY)
    FOIRequestFactory(subject="Dogs")

    visible = FOIRequest.objects.visible_to(officer)
    assert matching(visible, "dogs", user=officer, on=TODAY).count() == 29


def test_a_beginning_counts_only_where_few_words_fit(findable, found):
    for number in range(10):
        findable(reference=f"{number}-26", subject="Port")
    findable(reference="10-26", subject="Portal")
    assert len(found("port")) == 10
    assert found("portal") == ["10-26"]


def test_old_entries_are_found_and_indexed_afresh(findable, found):
    made = findable(reference="1-26", subject="Dogs", requester_name="Seán")
    SearchEntry.objects.update(version=0)

    assert found("dogs") == ["1-26"]
    assert index_some_old_entries()
    assert not index_some_old_entries()
    assert SearchEntry.objects.get(pk=made.pk).version > 0
    assert found("sean") == ["1-26"]


def test_words_are_learnt_once_they_are_committed(findable):
    made = findable(subject="Zeppelins")

    assert SearchWord.objects.filter(
        authority=made.authority, word="zeppelins"
    ).exists()


def test_a_text_of_any_length_is_indexed(findable, found):
    text = " ".join(f"w{number}x" for number in range(60_000))
    made = findable(reference="1-26", subject="Long", asked=text, language="cy")
    index_request(made)

    assert found("w77x") == ["1-26"]


@pytest.mark.parametrize("is_old_kept", [False, True])
def test_the_newest_are_found_however_old(findable, officer, is_old_kept):
    ages = [0, 1, 2, 9, 10, 11, 40, 45, 100, 300, 500, 1_300, 4_000, 7_500]
    for age in ages:
        findable(subject="Dogs", received_on=TODAY - timedelta(age))
    findable(subject="Cats", received_on=TODAY + timedelta(2))
    if is_old_kept:  # entries written before days were marked
        mark = f"'authority{officer.authority_id}'"
        SearchEntry.objects.filter(received_on__lt=TODAY - timedelta(20)).update(
            version=1, asked=Value(f"'dog' {mark}", output_field=SearchVectorField())
        )

    def newest(most):
        sought = seek(read("dogs"), user=officer, on=TODAY)
        keys = ranked_keys(sought, most=most)
        found = FOIRequest.objects.in_bulk(keys).values()
        return sorted((TODAY - one.received_on).days for one in found)

    assert newest(50) == ages
    for most in range(1, len(ages)):
        assert newest(most) == ages[: most + 1]


@pytest.mark.parametrize(
    "newest",
    [
        *(date(2026, 3, 1), date(2024, 2, 29), date(2026, 12, 31), date(2026, 1, 1)),
        *(date(2026, 1, 11), date(2026, 4, 10), TODAY),
    ],
)
def test_a_day_of_receipt_belongs_to_one_stretch(newest):
    oldest = date(2009, 6, 5)
    parts = list(stretches(newest, oldest))
    day = newest
    while day >= oldest:
        marks = {day_mark(day), month_mark(day), quarter_mark(day), year_mark(day)}
        assert len([part for part in parts if marks.intersection(part)]) == 1, day
        day -= timedelta(1)
