import pytest

from responses.models import NCNDStatement
from responses.standing.progress import (
    Progress,
    missing_from_answer,
    missing_from_statement,
    progress_of,
)
from tests.factories import AnswerFactory

CRIME = "FOIA 31(1)(a)"


def how_far(answer):
    missing = missing_from_answer(answer) if answer else ()
    return progress_of(answer, missing=missing)


@pytest.mark.parametrize(
    ("outcome", "text", "cited", "still_to_do"),
    [
        pytest.param("disclosed", "<p>Twelve.</p>", [], [], id="given in full"),
        pytest.param("", "<p>Twelve.</p>", [], ["choose an outcome"], id="undecided"),
        pytest.param(
            "disclosed", "", [], ["write the answer"], id="giving takes words"
        ),
        pytest.param("not_held", "", [], [], id="not held says itself"),
        pytest.param("to_follow", "", [], [], id="so does to follow"),
        pytest.param(
            "withheld",
            "",
            [],
            ["cite the provision it rests on"],
            id="withholding takes a provision",
        ),
        pytest.param("cost", "", ["FOIA 12(1)"], [], id="cost takes no harm"),
        pytest.param(
            "withheld",
            "",
            ["FOIA 23(1)"],
            ["say why section 23(1) applies"],
            id="absolute: why, and nothing to weigh",
        ),
        pytest.param(
            "withheld",
            "",
            [CRIME],
            [
                "say why section 31(1)(a) applies",
                "say what harm would follow under section 31(1)(a)",
                "weigh the public interest under section 31(1)(a)",
            ],
            id="qualified and prejudice based: all three",
        ),
        pytest.param(
            "ncnd",
            "",
            ["FOIA 24(2)"],
            [
                "say why section 24(2) applies",
                "weigh the public interest under section 24(2)",
            ],
            id="neither confirming nor denying is weighed too",
        ),
    ],
)
def test_what_an_answer_lacks(db, outcome, text, cited, still_to_do):
    answer = AnswerFactory(outcome=outcome, text=text)
    for key in cited:
        answer.citations.create(provision_key=key)

    assert missing_from_answer(answer) == still_to_do
    assert how_far(answer) is (Progress.BEGUN if still_to_do else Progress.COMPLETE)


def test_nothing_said_is_not_begun(db):
    assert how_far(None) is Progress.NOT_BEGUN
    assert how_far(AnswerFactory(outcome="", text="")) is Progress.NOT_BEGUN


def test_a_provision_of_which_all_is_said_lacks_nothing(db):
    answer = AnswerFactory(outcome="withheld")
    answer.citations.create(
        provision_key=CRIME, why_applies="It would.", harm="Much.", balance="Against."
    )

    assert how_far(answer) is Progress.COMPLETE


def test_a_statement_needs_provisions_and_what_the_law_asks_of_them(db):
    answer = AnswerFactory()
    statement = NCNDStatement.objects.create(
        foi_request=answer.foi_request, scope="more", updated_by=answer.updated_by
    )

    assert missing_from_statement(statement) == ["choose the provisions it rests on"]

    statement.citations.create(provision_key="FOIA 24(2)", why_applies="Security.")
    statement.citations.create(provision_key="FOIA 31(3)")

    assert missing_from_statement(statement) == [
        "weigh the public interest under section 24(2)",
        "say why section 31(3) applies",
        "say what harm would follow under section 31(3)",
        "weigh the public interest under section 31(3)",
    ]

    # The statement's harm and balance count for each provision.
    statement.harm, statement.balance = "Either reply would tell.", "Against."

    assert missing_from_statement(statement) == []
