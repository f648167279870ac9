"""Pages of previous responses, and of earlier answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.models import PreviousAnswer, PreviousResponse
from responses.precedents.services import import_letter, read_previous_response
from tests.factories import (
    AnswerFactory,
    FOIRequestFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
    QuestionFactory,
)

LETTER = """Our ref: HC-12-19
4 March 2019

Dear Mr Bell,

Thank you for your request about the ferry.

You asked:

1. How many crossings did the ferry make in 2018?
2. What did each crossing cost?

Our response:

1. The ferry made 1,204 crossings.
2. This is exempt under section 43(2) of the Freedom of Information Act 2000.

Yours sincerely

Harbour Council
"""


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def read(officer):
    letter = import_letter(by=officer, text=LETTER).letter
    return read_previous_response(letter=letter)


def _file(name="reply.txt", text=LETTER):
    return SimpleUploadedFile(name, text.encode())


def test_several_files_are_imported_at_once(signed_in):
    files = [_file("a.txt"), _file("b.txt", LETTER.replace("12", "13"))]

    answer = signed_in.post(reverse("import-letters"), {"letters": files})

    assert answer.url == reverse("previous-responses")
    assert PreviousResponse.objects.count() == 2


def test_the_same_file_twice_is_noticed(signed_in):
    signed_in.post(reverse("import-letters"), {"letters": [_file()]})

    answer = signed_in.post(
        reverse("import-letters"), {"letters": [_file("copy.txt")]}, follow=True
    )

    assert PreviousResponse.objects.count() == 1
    assert "was already imported" in answer.content.decode()


def test_nothing_to_bring_in_is_said(signed_in):
    answer = signed_in.post(reverse("import-letters"), {"text": "  "})

    assert "Choose a file, or paste a letter" in answer.content.decode()


def test_what_was_read_is_marked_in_the_letter(signed_in, read):
    page = signed_in.get(read.get_absolute_url()).content.decode()

    assert 'class="foi-mark foi-mark--question" id="q1"' in page
    assert 'class="foi-mark foi-mark--answer" id="a1"' in page
    assert "foi-mark--provision" in page


def test_confirming_keeps_what_was_corrected(signed_in, read, officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    typed = {
        "reference": "HC-12-2019",
        "issued_on_0": "5",
        "issued_on_1": "3",
        "issued_on_2": "2019",
        "subject": "Ferry",
        "request_reference": foi_request.reference,
        "version": read.version,
    }

    answer = signed_in.post(read.get_absolute_url(), typed)

    assert answer.status_code == 302
    read.refresh_from_db()
    assert (read.reference, read.foi_request) == ("HC-12-2019", foi_request)
    assert read.standing == "confirmed"


def test_a_letter_nobody_could_read_says_why(signed_in, officer):
    letter = import_letter(by=officer, name="a.rtf", data=b"{\\rtf1}").letter
    read_previous_response(letter=letter)

    page = signed_in.get(letter.get_absolute_url()).content.decode()

    assert "This is an .rtf file." in page
    assert (
        reverse("previous-response-file", kwargs={"previous_response": letter.pk})
        in page
    )


def test_a_file_is_given_back_as_it_came_and_never_opened(signed_in, officer):
    letter = import_letter(by=officer, name="a.html", data=b"<html>x").letter

    answer = signed_in.get(
        reverse("previous-response-file", kwargs={"previous_response": letter.pk})
    )

    assert b"".join(answer.streaming_content) == b"<html>x"
    assert answer["Content-Disposition"] == 'attachment; filename="a.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        pytest.param({"q": "crossings"}, True, id="words of a question"),
        pytest.param({"q": "ferry crossing"}, True, id="other forms of them"),
        pytest.param({"q": "HC-12-19"}, True, id="reference"),
        pytest.param({"q": "submarine"}, False, id="other words"),
        pytest.param({"provision": "43(2)"}, True, id="a provision"),
        pytest.param({"provision": "43"}, True, id="a whole section"),
        pytest.param({"provision": "s.43 FOIA"}, True, id="as people write it"),
        pytest.param({"provision": "40"}, False, id="another provision"),
        pytest.param({"outcome": "withheld"}, True, id="an outcome"),
        pytest.param({"outcome": "ncnd"}, False, id="another outcome"),
        pytest.param({"q": "ferry", "outcome": "withheld"}, False, id="not both"),
        pytest.param({"standing": "read"}, True, id="how far it is"),
        pytest.param({"standing": "confirmed"}, False, id="not so far"),
    ],
)
def test_letters_are_found_by(asked, is_found, signed_in, read):
    page = signed_in.get(reverse("previous-responses"), asked).content.decode()

    assert (read.get_absolute_url() in page) is is_found


def test_the_list_takes_as_many_queries_for_forty_letters_as_for_five(
    signed_in, officer, django_assert_num_queries
):
    for _ in range(5):
        PreviousResponseFactory(authority=officer.authority, imported_by=officer)
    signed_in.get(reverse("previous-responses"))
    with django_assert_num_queries(6):
        signed_in.get(reverse("previous-responses"))
    for _ in range(35):
        PreviousResponseFactory(authority=officer.authority, imported_by=officer)

    with django_assert_num_queries(6):
        signed_in.get(reverse("previous-responses"))


@pytest.fixture
def question(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    return QuestionFactory(
        foi_request=foi_request, order=0, text="How many speed cameras are there?"
    )


def _answer_page(question):
    at = {"reference": question.foi_request.reference, "question": question.pk}
    return f"{reverse('answer-question', kwargs=at)}?panel=before"


def test_an_answer_to_a_similar_question_is_offered_with_where_it_comes_from(
    signed_in, officer, question
):
    PreviousAnswerFactory(
        authority=officer.authority, reference="HC-77-18", provisions=["FOIA 31(1)(a)"]
    )

    page = signed_in.get(_answer_page(question)).content.decode()

    for words in ("Answered before", "HC-77-18", "4 Mar 2019", "FOIA 31(1)(a)"):
        assert words in page


def test_what_is_not_confirmed_not_alike_or_anothers_is_not_offered(
    signed_in, officer, question
):
    PreviousAnswerFactory(authority=officer.authority, is_reusable=False)
    PreviousAnswerFactory(
        authority=officer.authority, question="Who cleans the library?"
    )
    PreviousAnswerFactory()
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    PreviousAnswerFactory(authority=officer.authority, foi_request=restricted)

    assert (
        "Answered before" not in signed_in.get(_answer_page(question)).content.decode()
    )


def test_an_answer_is_used_only_once_dates_and_holding_are_confirmed(
    signed_in, officer, question
):
    previous = PreviousAnswerFactory(authority=officer.authority)
    foi_request = question.foi_request
    at = {
        "reference": foi_request.reference,
        "question": question.pk,
        "previous_answer": previous.pk,
    }
    url = reverse("adapt-answer", kwargs=at)

    refused = signed_in.post(url, {"version": 0, "is_period_checked": "on"})
    assert "Confirm that what is held has not changed" in refused.content.decode()
    assert not foi_request.answers.exists()

    both = {"is_period_checked": "on", "is_holding_checked": "on"}
    answer = signed_in.post(url, {"version": 0, **both})

    assert answer.url == _answer_page(question).partition("?")[0]
    assert foi_request.answers.get().text == "<p>There were nine.</p>"


def test_a_page_takes_the_same_queries_whatever_was_answered_before(
    signed_in, officer, question, django_assert_max_num_queries
):
    AnswerFactory(foi_request=question.foi_request, to=[question])
    for _ in range(40):
        PreviousAnswerFactory(authority=officer.authority)
    signed_in.get(_answer_page(question))

    with django_assert_max_num_queries(30) as few:
        signed_in.get(_answer_page(question))
    PreviousAnswer.objects.all().delete()
    with django_assert_max_num_queries(30) as none:
        signed_in.get(_answer_page(question))

    assert len(few) - len(none) <= 2
    assert FOIRequest.objects.count() == 1
