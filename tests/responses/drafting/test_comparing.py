import pytest

from responses.drafting.comparing import compared, words_of_citations
from responses.drafting.differences import Change, runs_between


def marked(runs):
    signs = {Change.KEPT: "{}", Change.DELETED: "[-{}-]", Change.INSERTED: "[+{}+]"}
    return " ".join(signs[run.change].format(run.words) for run in runs)


def test_words_inserted_and_deleted_stand_in_one_line():
    runs = runs_between("Ten vans stood there.", "Ten lorries stood there today.")

    assert marked(runs) == "Ten [-vans-] [+lorries+] stood [-there.-] [+there today.+]"


def test_long_texts_are_compared_line_by_line():
    lines = [f"Row {number} has several words in it" for number in range(2_000)]
    changed = [*lines[:7], "This row was put in between", *lines[7:]]

    runs = list(runs_between("\n".join(lines), "\n".join(changed)))

    inserted = [run.words for run in runs if run.change == Change.INSERTED]
    assert [words.strip() for words in inserted] == ["This row was put in between"]
    assert not any(run.change == Change.DELETED for run in runs)


def test_texts_with_too_many_lines_are_compared_whole():
    before, after = (f"{word}\n" * 7_000 for word in ("old", "new"))

    assert [run.change for run in runs_between(before, after)] == [
        Change.DELETED,
        Change.INSERTED,
    ]


def test_each_text_is_compared_under_its_title_and_empty_ones_are_left_out():
    found = compared(
        {"Outcome": "Disclosed", "Answer": "Ten.", "Advice": ""},
        {"Outcome": "Disclosed", "Answer": "Eleven.", "Advice": ""},
    )

    assert [(one.title, one.is_changed) for one in found] == [
        ("Outcome", False),
        ("Answer", True),
    ]
    assert [run.words for run in found[1].before] == ["Ten."]
    assert [run.words for run in found[1].after] == ["Eleven."]


def test_a_text_only_the_earlier_version_has_is_shown_as_deleted():
    (found,) = compared({"The harm": "Tenders would fail."}, {})

    assert marked(found.runs) == "[-Tenders would fail.-]"


@pytest.fixture
def cited():
    def cited(**changes):
        return {
            "provision_key": "FOIA 43(2)",
            "why_applies": "Prices.",
            "harm": "",
            "factors_for": "",
            "factors_against": "",
            "balance": "",
            "facts": {"likelihood": "would"},
            "same_as": None,
            **changes,
        }

    return cited


def test_a_provision_is_told_with_its_reasons_and_facts(cited):
    said = words_of_citations([cited()], str)

    assert said["s.43(2): Why it applies"] == "Prices."
    assert "s.43(2)" in said
    assert any(words for title, words in said.items() if "ikel" in title)


def test_shared_reasons_are_told_by_their_place(cited):
    said = words_of_citations([cited(same_as=7)], lambda key: f"question {key}")

    assert said["s.43(2): The same reasons as"] == "question 7"
    assert "s.43(2): Why it applies" not in said


def test_a_provision_no_longer_in_the_catalogue_is_still_told(cited):
    said = words_of_citations([cited(provision_key="FOIA 999", facts={})], str)

    assert said["FOIA 999"] == "Relied on"
