"""E-mails are shown within their conversation, and no header is broken."""

import pytest

from requests_app.jobs.conversations import conversation_headers, usable_ids


def test_an_email_answers_the_last_and_names_them_all():
    assert conversation_headers(["<a@x>", "<b@x>"]) == {
        "In-Reply-To": "<b@x>",
        "References": "<a@x> <b@x>",
    }
    assert conversation_headers([]) == {}


def test_a_long_conversation_is_named_by_its_first_and_its_last():
    ids = [f"<{number}@x>" for number in range(50)]

    named = conversation_headers(ids)["References"].split()

    assert named == ["<0@x>", *ids[31:]]


@pytest.mark.parametrize(
    "wrong", ["", "a@x", "<a@x", "<a@x>\r\nBcc: b@x", "<a @x>", "<a><b>", "<é@x>"]
)
def test_no_id_that_would_break_a_header_is_used(wrong):
    assert usable_ids(["<a@x>", wrong, "<a@x>"]) == ["<a@x>"]
