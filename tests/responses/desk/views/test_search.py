"""The page of search: what was found, where, and by what it may be narrowed."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from requests_app.casework.handling import restrict_request
from requests_app.models import Enquiry, EnquiryReply, FOIRequest
from requests_app.search.indexing import index_request, index_requests
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    TeamFactory,
)

TODAY = date(2026, 3, 11)
URL = reverse("search")


@pytest.fixture
def findable(officer, django_capture_on_commit_callbacks):
    """Make requests with one question and index them."""

    def findable(asked="How many?", **fields):
        made = FOIRequestFactory(authority=officer.authority, **fields)
        QuestionFactory(foi_request=made, text=asked, label="2")
        with django_capture_on_commit_callbacks(execute=True):
            index_request(made)
        return made

    return findable


@pytest.fixture
def look(client, officer):
    client.force_login(officer)

    def look(typed, **more):
        return client.get(URL, {"q": typed, **more})

    return look


def references(response):
    return [one.reference for one, _, _ in response.context["found"]]


def passages(response):
    """Return title and text of each passage, the words found in brackets."""
    return [
        (
            shown.passage.title,
            "".join(f"[{p.text}]" if p.is_found else p.text for p in shown.pieces),
        )
        for _, _, some in response.context["found"]
        for shown, _, _ in some
    ]


def test_a_result_shows_where_the_words_were_found(findable, look):
    findable("How many speed cameras are there?", subject="Roads", reference="1-26")

    response = look("camera")

    assert references(response) == ["1-26"]
    assert passages(response) == [("Question 2", "How many speed [cameras] are there?")]
    assert "<mark>cameras</mark>" in response.text


def test_the_subject_is_marked_where_it_stands(findable, look):
    findable(subject="Speed cameras & <b>dogs</b>", reference="1-26")

    response = look("cameras dogs")

    assert "<mark>cameras</mark>" in response.text
    assert "&lt;b&gt;<mark>dogs</mark>&lt;/b&gt;" in response.text
    assert passages(response) == []


def test_an_answer_is_shown_with_its_question_and_provision(findable, look):
    made = findable("Where do they stand?", subject="Roads", reference="1-26")
    answer = AnswerFactory(
        foi_request=made,
        to=[made.questions.get()],
        text="<p>They stand at the harbour.</p>",
        outcome="withheld",
    )
    CitationFactory(
        answer=answer, provision_key="FOIA 31(3)", factors_for="Extremism matters."
    )
    index_requests([made])

    response = look("harbour")
    assert passages(response) == [
        ("Answer to question 2", "They stand at the [harbour].")
    ]
    assert "Where do they stand?" in response.text
    ((title, text),) = passages(look("extremism"))
    assert title.startswith("Reasons for ")
    assert "[Extremism] matters." in text
    ((title, _),) = passages(look("s31"))
    assert title.startswith("Reasons for ")
    assert passages(look("harbour extremism"))[0][0] == "Answer to question 2"


def test_a_question_is_shown_with_its_answer(findable, look):
    made = findable("Where do the cameras stand?", subject="Roads", reference="1-26")
    findable("Who repairs the cameras?", subject="Roads", reference="2-26")
    AnswerFactory(
        foi_request=made,
        to=[made.questions.get()],
        text="<p>They stand at the <b>harbour</b>.</p>",
    )

    response = look("cameras")

    assert response.text.count("Answer:") == 1
    assert "They stand at the harbour." in response.text


@pytest.mark.parametrize("typed", ["not held", "in clearance"])
def test_a_small_word_of_a_name_is_not_left_out(typed, findable, look):
    findable(subject="Courses held, and clearance contracts", reference="1-26")

    assert references(look(typed)) == []


@pytest.mark.parametrize("typed", ["the", "-dogs", "&", "or"])
def test_words_that_say_too_little_are_said_to(typed, findable, look):
    findable(subject="The dogs", reference="1-26")

    assert "says too little" in look(typed).text


def test_excluded_words_are_named_where_they_leave_nothing(findable, look):
    findable(subject="Custody suite cost", reference="1-26")

    response = look("custody -cost")

    assert 'href="?q=custody"' in response.text
    assert "Search without the excluded words" in response.text


def test_a_page_that_is_not_there_is_said(findable, look):
    findable(subject="Dogs", reference="1-26")

    assert "These results have no page 1,000,000,000" in look("dogs", page=10**9).text


def test_only_replies_that_were_sent_are_found(findable, look, officer):
    made = findable(reference="1-26")
    enquiry = Enquiry.objects.create(
        foi_request=made,
        department=DepartmentFactory(authority=made.authority),
        asked_by=officer,
        asked_on=TODAY,
        wanted_by=TODAY,
    )
    reply = EnquiryReply.objects.create(
        enquiry=enquiry, by=officer, name="Kim", text="The zeppelin flew"
    )
    index_requests([made])
    assert references(look("zeppelin")) == []

    reply.sent_at, reply.sent_on = datetime(2026, 3, 11, tzinfo=UTC), TODAY
    reply.save()
    index_requests([made])
    ((title, text),) = passages(look("zeppelin"))
    assert (title, text) == (
        f"Reply of {enquiry.department}",
        "The [zeppelin] flew",
    )


def test_an_exact_reference_opens(findable, look):
    made = findable(reference="WCC/2026/01416")
    findable(reference="WCC/2025/01416")

    for typed in ("WCC/2026/01416", "wcc 2026 1416", "FOI WCC/2026/01416"):
        response = look(typed)
        assert response.status_code == 302
        assert response.url == made.get_absolute_url()
    assert set(references(look("01416"))) == {"WCC/2026/01416", "WCC/2025/01416"}


def test_a_reference_one_may_not_see_does_not_open(findable, look, manager):
    made = findable(reference="1416-26")
    restrict_request(foi_request=made, people=[manager], by=manager, on=TODAY)

    response = look("1416-26")

    assert response.status_code == 200
    assert references(response) == []


def test_near_words_are_shown_and_said(findable, look):
    findable(subject="Licensing of taxis", reference="1-26")

    response = look("licencing taxis")

    assert references(response) == ["1-26"]
    assert "No request matches “licencing taxis”." in response.text
    assert "<strong>licensing taxis</strong>" in response.text


def test_some_of_the_words_are_shown_and_said(findable, look):
    findable(subject="Harbour dues", reference="1-26")

    response = look("harbour zeppelins")

    assert references(response) == ["1-26"]
    assert "No request has all of these words." in response.text


def test_nothing_found_says_so_and_keeps_what_was_typed(findable, look):
    response = look("<script>zeppelin")

    assert references(response) == []
    assert "No request matches “&lt;script&gt;zeppelin”" in response.text
    assert 'value="&lt;script&gt;zeppelin"' in response.text


@pytest.mark.parametrize("typed", ["", "the", "- ! &", '"', "'", "\\", "🦊", "%00"])
def test_odd_text_finds_nothing(findable, look, typed):
    findable(subject="Dogs")

    response = look(typed)

    assert response.status_code == 200
    assert references(response) == []


def test_a_long_text_is_read_in_part_and_that_is_said(findable, look):
    findable(subject="Dogs", reference="1-26")

    response = look("dogs " * 2_000)

    assert references(response) == ["1-26"]
    assert "A search has at most 300 characters" in response.text


def test_filters_narrow_and_the_way_of_looking_stays(findable, look, officer):
    north = TeamFactory(authority=officer.authority, name="North")
    findable(subject="Dogs", reference="1-26", team=north)
    findable(subject="Dogs", reference="2-26")

    response = look("dogs", team=north.pk)
    assert references(response) == ["1-26"]
    assert "Remove filter" in response.text
    assert references(look("dogs", outcome="refused")) == []
    assert "these filters" in look("dogs", outcome="refused").text
    backwards = look("dogs", received_from="2026-02-01", received_to="2026-01-01")
    assert "Error:" in backwards.text


def test_facets_count_exactly_what_each_of_their_links_shows(
    findable, look, client, officer, manager
):
    north = TeamFactory(authority=officer.authority, name="North")
    for number in range(12):
        findable(
            subject="Dogs",
            reference=f"{number}-26",
            received_on=date(2024 + number % 3, 5, 1),
            team=north if number % 2 else None,
            outcome=("granted", "refused")[number % 2],
            provisions=["FOIA 31(3)"] if number % 4 else ["FOIA 40(2)"],
        )
    hidden = findable(subject="Dogs", reference="99-26", outcome="granted")
    restrict_request(foi_request=hidden, people=[manager], by=manager, on=TODAY)

    response = (
        client.get(reverse("narrow-search"), {"q": "dogs"}) if look("dogs") else ""
    )

    assert response.context["count"] == 12
    titles = [title for title, _ in response.context["facets"]]
    assert titles == ["Year received", "Outcome", "Provision"]
    for _, choices in response.context["facets"]:
        for choice, url in choices:
            assert client.get(url).context["count"] == choice.number, url


def test_pages_follow_one_another(findable, look):
    for number in range(45):
        findable(subject="Dogs", reference=f"{number}-26")

    seen = [references(look("dogs", page=page)) for page in (1, 2, 3)]

    assert [len(one) for one in seen] == [20, 20, 5]
    assert len({one for page in seen for one in page}) == 45
    assert references(look("dogs", page=10**9)) == seen[-1]
    assert references(look("dogs", page=99)) == seen[2]
    assert references(look("dogs", page="x")) == seen[0]


def test_the_list_has_the_same_requests(findable, look, client):
    for number in range(12):
        findable(subject="Port", reference=f"{number}-26")
    findable(subject="Portal", reference="13-26")

    for typed in ("port", "portal", "01"):
        count = look(typed).context["count"]
        listed = client.get(reverse("foi-requests"), {"q": typed, "state": "all"})
        assert listed.context["around"].count == count


def test_search_writes_nothing(findable, look):
    findable(subject="Dogs")
    before = FOIRequest.objects.values_list("pk", "recorded_at")
    before = list(before)

    look("dogs")

    assert list(FOIRequest.objects.values_list("pk", "recorded_at")) == before
