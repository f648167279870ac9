"""What a letter points to: files, questions, tables, annexes."""

import pytest

from statute.notices.references import (
    annexes_in,
    enclosed_in,
    files_in,
    questions_named_in,
    tables_in,
)

ENCLOSED = """
The policy is enclosed.
Please find attached the minutes.
We attach the spreadsheet.
I have enclosed a copy of the report.
See the attached spreadsheet for the figures.
The figures are in the attached table.
The minutes (attached) show this.
A copy of the policy is attached to this letter.
The documents are annexed.
Attached is the report.
Amgaeaf gopi o'r polisi.
The list enclosed, with notes.
""".strip().splitlines()
NOT_ENCLOSED = """
The conditions are attached to the licence.
No weight was attached to that.
We attach great importance to openness.
The camera was attached to a pole.
The garden is enclosed by a wall.
Nothing is enclosed.
The report could not be attached.
The form asks for attachments of the claim.
An attachment to another station lasted two years.
Staff attached to the unit are paid more.
The policy is on our website.
The enclosed space is 40 square metres.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", ENCLOSED)
def test_something_is_said_to_be_enclosed(sentence):
    assert [one.text for one in enclosed_in(f"Thank you. {sentence}")] == [sentence]


@pytest.mark.parametrize("sentence", NOT_ENCLOSED)
def test_what_is_attached_to_a_thing_is_not_enclosed(sentence):
    assert enclosed_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("See our answer to question 9.", ["9"]),
        ("As in question 3(b), the figure is 4.", ["3(b)"]),
        ("Please see questions 4 and 5 above.", ["4", "5"]),
        ("Parliamentary question 123 was answered.", []),
        ("See question 12 of the survey.", []),
        ("We asked a question of 12 people.", []),
    ],
)
def test_questions_are_named_by_their_numbers(sentence, numbers):
    assert [number for number, _ in questions_named_in(sentence)] == numbers


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("See the file spending.xlsx for the figures.", ["spending.xlsx"]),
        ("We enclose “Contracts 2024.pdf”.", ["Contracts 2024.pdf"]),
        ("The folder has a.pdf and b.pdf in it.", []),
        ("You can open it at https://x.example/a.pdf today.", []),
    ],
)
def test_a_file_that_comes_with_the_letter_is_named(sentence, names):
    assert [name for name, _ in files_in(sentence)] == names


def test_tables_and_annexes_are_pointed_to():
    assert len(tables_in("The figures are in the table below.")) == 1
    assert tables_in("The council bought a table.") == []
    assert [one for one, _ in annexes_in("See Annex B for the law.")] == ["Annex B"]
    assert list(annexes_in("This is in Annex B of the plan.")) == []
