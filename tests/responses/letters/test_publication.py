"""A letter's version for publication does not identify the requester."""

import pytest

from documents.requester import Requester
from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.content import Addressee
from responses.letters.pages import article_of, page_of
from responses.letters.publication import names_in, page_for_publication
from tests.responses import kinds
from tests.responses.kinds import ON

REQUESTER = "[the requester]"


def requester(name="Alex Requester", **more):
    details = {"organisation": "", "address": (), "email": "", **more}
    return Requester(Addressee(name=name, **details))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Alex Requester", "I am Alex Requester of Midtown."),
        ("Alex Requester", "I am ALEX REQUESTER of Midtown."),
        ("Alex Requester", "I am Alex\n Requester of Midtown."),
        ("Alex Requester", "I am Alex J. Requester of Midtown."),
        ("Alex Requester", "I am Requester, Alex of Midtown."),
        ("Alex Requester", "I am A. Requester of Midtown."),
        ("Alex Requester", "I am Mr Requester of Midtown."),
        ("Dr Alex Requester", "I am Alex Requester of Midtown."),
        ("Zoë O’Hara-Łuk", "I am Zoë O’Hara-Łuk of Midtown."),
    ],
)
def test_a_requester_is_known_however_the_name_is_written(name, text):
    who = requester(name)

    assert who.without(text) == f"I am {REQUESTER} of Midtown."


def test_a_signature_and_a_greeting_are_known_by_one_name():
    who = requester()

    assert who.without("Many thanks\nAlex\n") == f"Many thanks\n{REQUESTER}\n"
    assert who.without("Dear Alex, we hold it") == f"Dear {REQUESTER}, we hold it"


def test_how_to_reach_the_requester_is_known():
    who = requester(
        organisation="Road Watch",
        address=("12 Example Street", "Midtown", "MT2 2BB"),
        email="alex@requester.example",
    )

    text = "Road  Watch, 12 Example Street, Midtown, mt22bb, ALEX@requester.example"

    assert who.without(text) == (
        f"{REQUESTER}, {REQUESTER}, Midtown, {REQUESTER}, {REQUESTER}"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will Park", "When will parking end? The council will park there."),
        ("Grace Park", "Hyde Park is open. Grace was given."),
        ("May Day", "May we ask? In May a day is long."),
        ("Alex Requester", "The requester asked Alexander."),
        ("", "Anything at all."),
        ("X", "X marks the spot."),
    ],
)
def test_a_word_that_is_also_a_name_stays(name, text):
    assert requester(name).without(text) == text


def test_a_name_that_may_be_a_word_is_told_for_somebody_to_decide():
    who = requester("Grace Park")

    assert who.perhaps_named_in("Hyde Park is open.") == ["Park"]
    assert who.perhaps_named_in("Grace Park asked.") == []
    assert who.named_in("Grace Park asked.") == ["Grace Park"]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_no_published_letter_shows_who_asked(kind, regime):
    foi_request = kinds.made(kind, regime)
    foi_request.subject = "Cameras near Alex Requester"
    foi_request.save()
    foi_request.questions.filter(label="2").update(
        text="I am <Alex Requester> & live at 12 Example Street. How much?"
    )
    foi_request.answers.filter(answered_questions__question__label="2").update(
        text="<p>As we told <strong>Alex</strong> Requester in May, twelve.</p>"
    )
    content = compose(foi_request, on=ON)

    whole = page_of(content)

    page = page_for_publication(whole, content.addressee)

    assert names_in(whole, content.addressee)
    assert names_in(page, content.addressee) == []
    for secret in ("Alex", "alex@", "Road Watch", "Example Street", "MT2 2BB", "Dear"):
        assert secret not in page, secret
    assert "Information Access Team" not in page
    assert f"I am &lt;{REQUESTER}&gt; &amp; live at {REQUESTER}. How much?" in page


@pytest.mark.django_db
def test_what_is_published_says_everything_else_the_letter_says():
    foi_request = kinds.partial_disclosure()
    content = compose(foi_request, on=ON)

    whole = page_of(content)

    page = page_for_publication(whole, content.addressee)

    assert article_of(page)
    for words in ("We counted", "three new", "the published list", "twelve"):
        assert words in page
    assert page.count("<h3") == whole.count("<h3")
    assert page.count("<table") == whole.count("<table")


@pytest.mark.django_db
def test_typed_words_that_name_the_requester_are_told_of():
    foi_request = kinds.full_disclosure()
    foi_request.answers.filter(answered_questions__question__label="2").update(
        text="<p>We wrote to Mr Requester about Alex in detail.</p>"
    )
    content = compose(foi_request, on=ON)

    found = {one.code: one for one in findings_in(content)}

    assert "“Mr Requester” in the answer to question 2" in (
        found["requester_named"].message
    )
    assert "“Alex”" in found["requester_named_perhaps"].message
    assert {one.about for one in found.values()} == {"2"}


@pytest.mark.django_db
def test_the_telephone_number_of_the_requester_is_taken_out_but_not_the_authority_s():
    foi_request = kinds.full_disclosure()
    foi_request.closing = "Yours\nAlex Requester\n07700 900 123\nnot 01632 960001"
    foi_request.save()
    foi_request.authority.telephone = "01632 960001"
    foi_request.authority.save()
    foi_request.answers.filter(answered_questions__question__label="2").update(
        text="<p>You rang from +44 7700 900123; ring 01632 960001.</p>"
    )
    content = compose(foi_request, on=ON)

    page = page_for_publication(page_of(content), content.addressee)

    assert f"You rang from {REQUESTER}; ring 01632 960001." in page
    assert "requester_named" in {one.code for one in findings_in(content)}
