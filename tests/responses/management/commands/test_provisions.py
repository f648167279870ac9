import io
import json

import pytest
from django.core.management import CommandError, call_command


def printed(*arguments, **options):
    out = io.StringIO()
    call_command("provisions", *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_citation_is_answered_in_a_line():
    assert printed("s.31 (1)(a)") == (
        "Section 31(1)(a) FOIA: Law enforcement: prevention or detection of crime "
        "(Exemption, qualified)\n"
    )


def test_a_provision_not_read_in_its_source_says_so():
    assert "[not read in the source]" in printed("FOIA 22A(2)")


def test_json_tells_all_that_is_known():
    (row,) = json.loads(printed("reg 12(5)(e)", "--json"))

    assert row["key"] == "EIR 12(5)(e)"
    assert row["citation"] == "Regulation 12(5)(e)"
    assert row["is_absolute"] is False
    assert row["required_by_law"][0] == "state_reliance"
    assert row["source"]


@pytest.mark.parametrize(
    ("query", "regime", "keys"),
    [
        ("31(1)(a)(b)", None, ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("vexatious", "FOISA", ["FOISA 14(1)"]),
    ],
)
def test_a_number_or_words_of_a_title_will_do(query, regime, keys):
    rows = json.loads(printed(query, "--json", regime=regime))

    assert [row["key"] for row in rows] == keys


def test_the_citations_of_a_letter_are_given_with_their_places(tmp_path):
    letter = tmp_path / "old.txt"
    letter.write_text("We rely on section 40(2) and s.12.", "utf-8")

    rows = json.loads(printed("--text", str(letter), "--json"))

    assert [(row["start"], row["end"]) for row in rows] == [(11, 33)]
    assert rows[0]["provisions"] == ["FOIA 40(2)", "FOIA 12(1)", "FOIA 12(2)"]
    assert printed("--text", str(letter)).startswith("11–33 section 40(2) and s.12")


def test_a_number_that_its_law_has_not_is_a_row_of_its_own(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("By sections 21 and 52C of the FOIA you must.", "utf-8")

    known, invented = json.loads(printed("--text", str(letter), "--json"))

    assert (known["provisions"], known["no_such_provision"]) == (["FOIA 21(1)"], False)
    assert (invented["text"], invented["provisions"]) == ("52C", [])
    assert (invented["no_such_provision"], invented["is_ground"]) == (True, False)
    assert printed("--text", str(letter)).endswith(
        "52C: no such provision of the Freedom of Information Act 2000\n"
    )


def test_a_letter_comes_from_standard_input_too(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("exempt under s.42(1)"))

    (row,) = json.loads(printed("--text", "-", "--json"))

    assert row["provisions"] == ["FOIA 42(1)"]


@pytest.mark.parametrize(
    ("arguments", "returncode", "message"),
    [
        pytest.param(["s.99"], 1, "No provision is known as “s.99”", id="unknown"),
        pytest.param(
            ["12(5)(e)", "--regime", "FOIA"],
            1,
            "No provision of the Freedom of Information Act 2000",
            id="not of that law",
        ),
        pytest.param(["--text", "nowhere.txt"], 1, "cannot be read", id="no file"),
        pytest.param([], 2, "Give a query", id="nothing asked"),
        pytest.param(["s.31", "--text", "-"], 2, "Give a query", id="two things asked"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    arguments, returncode, message
):
    with pytest.raises(CommandError, match=message) as refusal:
        call_command("provisions", *arguments)

    assert refusal.value.returncode == returncode
