"""Questions in a postscript, after the closing of the letter."""

from documents.requests.reader import parse

_LETTER = "Dear Clerk,\n\nHow many benches do you own?\n\nMany thanks,\nOona Bright\n\n"


def test_postscript_that_asks_is_a_question():
    parsed = parse(_LETTER + "P.S. How many were mended last year?\n\nOona\n")

    assert [(node.kind, node.text) for node in parsed.questions] == [
        ("question", "How many benches do you own?"),
        ("note", "Many thanks,\nOona Bright"),
        ("question", "P.S. How many were mended last year?"),
    ]
    assert parsed.closing == "Oona"


def test_postscript_that_only_tells_is_closing():
    parsed = parse(_LETTER + "PS: I liked the new one by the pond.\n")

    assert len(parsed.questions) == 1
    assert parsed.closing.endswith("PS: I liked the new one by the pond.")


def test_postscript_in_older_mail_is_not_asked_anew():
    parsed = parse(_LETTER + "-----Original Message-----\nHello\nPS Who paints them?\n")

    assert len(parsed.questions) == 1
    assert parsed.closing.endswith("PS Who paints them?")


def test_second_postscript_is_a_question_of_its_own():
    parsed = parse(_LETTER + "PS Who paints them?\nPPS Who pays for the paint?\n")

    assert [node.text for node in parsed.questions[2:]] == [
        "PS Who paints them?",
        "PPS Who pays for the paint?",
    ]
