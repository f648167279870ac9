"""Words that ask for the sender's own data are found, and no other words."""

import pytest
from django.urls import reverse

from mail.queue.own_data import asks_for_own_data
from tests.factories import UserFactory
from tests.mail.made import entry


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please send all the data you hold about me.", "data you hold about me"),
        ("This is a subject access request.", "This is a subject access request"),
        ("I would like to make a DSAR.", "make a DSAR"),
        ("everything that the force has\non me", "everything that the force has on me"),
        ("a copy of my custody record", "my custody record"),
        ("under article 15 of the UK GDPR", "article 15 of the UK GDPR"),
        ("fy nata personol", "fy nata personol"),
    ],
)
def test_own_data(text, words):
    assert asks_for_own_data("Hello", text) == words


def test_the_subject_counts():
    found = asks_for_own_data("Subject access request: Ana Rowe", "Please send it.")

    assert found == "Subject access request"


@pytest.mark.parametrize(
    "text",
    [
        "Tell me how many people asked for data about themselves.",
        "How much data do you hold about trees?",
        "Please tell me the name of your data protection officer.",
        "Please send me the information you hold about parking.",
        "What is the cost of personal data breaches?",
        "How many subject access requests were answered late?",
        "How many SARs did the bank make, and what was spent on SARS tests?",
    ],
)
def test_no_own_data(text):
    assert asks_for_own_data("Hello", text) == ""


@pytest.mark.django_db
def test_the_row_and_the_preview_say_so(client):
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)
    made = entry(officer.authority, text="Please send all the data you hold about me.")

    page = client.get(reverse("incoming")).content.decode()

    assert "Subject access?" in page
    assert "It says “data you hold about me”." in page
    assert reverse("hand-on-incoming", args=[made.pk]) in page
