import pytest

from statute.notices import Attachment, LetterType
from tests.statute.notices.drafts import codes, letter, refusal


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"letter_on": None}, ("block", "undated"), id="undated"),
        pytest.param(
            {"attachments": (Attachment(name="staff.xlsx"),)},
            ("block", "attachment_not_scanned"),
            id="a file nobody looked through",
        ),
        pytest.param(
            {
                "attachments": (
                    Attachment(
                        name="staff.xlsx", is_scanned=True, has_hidden_data=True
                    ),
                )
            },
            ("block", "attachment_has_hidden_data"),
            id="a hidden sheet",
        ),
        pytest.param(
            {"approvals_outstanding": ("Press office",)},
            ("block", "approval_outstanding"),
            id="an approval outstanding",
        ),
        pytest.param(
            {"unchecked_links": ("https://example.org/log",)},
            ("warn", "link_not_checked"),
            id="a link nobody opened",
        ),
    ],
)
def test_a_letter_not_ready_to_leave_is_kept(changes, expected):
    assert codes(refusal(**changes)) == {expected}


def test_a_clean_file_may_be_sent():
    attached = Attachment(name="staff.csv", is_scanned=True)

    assert codes(refusal(attachments=(attached,))) == set()


@pytest.mark.parametrize(
    ("reviewer", "is_noticed"), [("A. Officer", True), ("B. Reviewer", False)]
)
def test_nobody_reviews_their_own_decision(reviewer, is_noticed):
    draft = letter(
        LetterType.REVIEW_OUTCOME, reviewer=reviewer, decided_by="A. Officer"
    )

    assert (("warn", "reviewed_own_decision") in codes(draft)) is is_noticed
