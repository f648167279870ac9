"""Approve parts of a response, lose approvals, clear, amend and return."""

from datetime import timedelta

import pytest

from documents.richtext.running import as_lines, running_text
from requests_app.actions.table import ActionNotPossible
from requests_app.workflow import State
from responses.approving.history import ApprovingHistory
from responses.approving.parts import parts_in
from responses.approving.services import (
    WHOLE,
    AmendmentRefused,
    NoSuchPart,
    NotAllApproved,
    PartChanged,
    approve_parts,
    clear_whole_response,
    clear_with_amendments,
    note_looks,
    return_with_comments,
    suggest_amendment,
    unapproved,
    withdraw_approval,
)
from responses.clearance.own_work import OwnWork
from responses.clearance.services import (
    NoReasonGiven,
    send_for_clearance,
)
from responses.drafting.permitted import NotOfThisRequest
from responses.drafting.suggestions import accept_suggestions
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Look, PartApproval, PartReturn, Suggestion
from responses.refusals import LetterChanged
from tests.factories import CitationFactory, EnclosureFactory, UserFactory
from tests.responses import kinds
from tests.responses.kinds import AT, ON

BY_WHOM = {"on": ON, "at": AT}


def key_of(foi_request, order):
    return f"answer-{foi_request.questions.get(order=order).pk}"


def approved(foi_request, by):
    left = {one.key for one in unapproved(foi_request, parts_in(foi_request), by=by)}
    return {one.key for one in parts_in(foi_request)} - left


def words(foi_request):
    return sha256_of_words(compose(foi_request, on=ON))


def test_the_parts_are_the_answers_and_the_typed_words_around_them(sent):
    parts = parts_in(sent)

    assert [one.title for one in parts] == [
        "Start of the letter",
        "Question 1",
        "Questions 1(a) and 1(b)",
        "Question 2",
        "Statement on other information",
        "End of the letter",
    ]


def test_a_part_is_approved_with_the_words_read(sent, approver, read):
    key = key_of(sent, 0)

    made = approve_parts(foi_request=sent, read=read(sent, key), by=approver, **BY_WHOM)

    assert [one.key for one in made] == [key]
    assert approved(sent, approver) == {key}
    entry = sent.history.get(kind=ApprovingHistory.PARTS_APPROVED)
    assert (entry.by, entry.note) == (approver, "Question 1")


def test_approving_twice_changes_nothing(sent, approver, read):
    given = {"foi_request": sent, "read": read(sent), "by": approver, **BY_WHOM}
    approve_parts(**given)

    assert approve_parts(**given) == []
    assert sent.history.filter(kind=ApprovingHistory.PARTS_APPROVED).count() == 1


def test_a_change_drops_the_approval_of_its_part_alone(sent, approver, read, change):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    change(sent, order=0)

    left = unapproved(sent, parts_in(sent), by=approver)
    assert [one.key for one in left] == [key_of(sent, 0)]


def test_a_change_of_reasons_drops_the_approval_of_each_answer_sharing_them(
    officer, approver, read
):
    foi_request = kinds.partial_disclosure(authority=officer.authority)
    source = foi_request.answers.get(questions__order=1).citations.get()
    other = foi_request.answers.get(questions__order=2).citations.get()
    other.same_as = source
    other.save()
    sent = kinds.in_clearance(foi_request, by=officer)
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    source.harm = "Offenders would be likely to come back."
    source.save()

    left = unapproved(sent, parts_in(sent), by=approver)
    assert [one.key for one in left] == [key_of(sent, 1), key_of(sent, 2)]


def test_another_provision_drops_the_approval(sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    answer = sent.answers.get(questions__order=0)
    CitationFactory(answer=answer, provision_key="FOIA 43(2)")

    assert key_of(sent, 0) not in approved(sent, approver)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "new@authority.example"),
        ("signatory", "Head of Records"),
        ("review_contact", "Reviews, New Street"),
    ],
)
def test_details_of_the_authority_belong_to_the_start(
    sent, approver, read, field, value
):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    setattr(sent.authority, field, value)
    sent.authority.save()

    left = unapproved(sent, parts_in(sent), by=approver)
    assert [one.key for one in left] == ["start"]


def test_a_correction_of_the_requester_s_name_drops_the_start_alone(
    sent, approver, read
):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    sent.requester_name = "Ada Wren"
    sent.save()

    left = unapproved(sent, parts_in(sent), by=approver)
    assert [one.key for one in left] == ["start"]


def test_questions_in_another_order_keep_their_approvals(sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)
    last = sent.questions.get(order=3)

    last.order = 99
    last.save()

    assert unapproved(sent, parts_in(sent), by=approver) == []


def test_a_file_named_in_an_answer_belongs_to_its_words(officer, approver, read):
    foi_request = kinds.full_disclosure(authority=officer.authority)
    answer = foi_request.answers.get(questions__order=3)
    answer.text = "<p>See costs.csv.</p>"
    answer.save()
    file = EnclosureFactory(foi_request=foi_request, name="costs.csv", title="Costs")
    foi_request.state = State.CLEARANCE
    foi_request.save()
    approve_parts(
        foi_request=foi_request, read=read(foi_request), by=approver, **BY_WHOM
    )

    file.sha256 = "f" * 64
    file.save()

    left = unapproved(foi_request, parts_in(foi_request), by=approver)
    assert [one.key for one in left] == [key_of(foi_request, 3), "files"]


def test_words_changed_since_they_were_read_are_not_approved(
    sent, approver, read, change
):
    before = read(sent)
    change(sent, order=0)

    with pytest.raises(PartChanged, match=r"^Question 1 changed since") as refused:
        approve_parts(foi_request=sent, read=before, by=approver, **BY_WHOM)

    assert refused.value.parts == [key_of(sent, 0)]
    assert not PartApproval.objects.exists()


def test_a_part_that_is_gone_is_not_approved(sent, approver):
    with pytest.raises(NoSuchPart):
        approve_parts(
            foi_request=sent, read={"answer-0": "f" * 64}, by=approver, **BY_WHOM
        )


def test_who_wrote_a_part_approves_none(sent, officer, read):
    with pytest.raises(OwnWork):
        approve_parts(foi_request=sent, read=read(sent), by=officer, **BY_WHOM)


def test_nothing_is_approved_before_the_response_is_sent(foi_request, approver, read):
    with pytest.raises(ActionNotPossible):
        approve_parts(
            foi_request=foi_request, read=read(foi_request), by=approver, **BY_WHOM
        )


def test_an_approval_is_taken_back(sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    for _ in range(2):
        withdraw_approval(foi_request=sent, part="start", by=approver, on=ON)

    assert "start" not in approved(sent, approver)
    kind = ApprovingHistory.APPROVAL_WITHDRAWN
    assert sent.history.get(kind=kind).note == "Start of the letter"


def test_the_approval_of_one_person_is_not_that_of_another(sent, approver, read):
    other = UserFactory(roles=["approver"], authority=approver.authority)
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    assert approved(sent, other) == set()


# --- Looks ---


def test_a_look_keeps_the_words_read_and_those_read_before(
    sent, approver, read, change
):
    key = key_of(sent, 0)
    note_looks(foi_request=sent, read=read(sent, key), by=approver, at=AT)
    change(sent, order=0)
    note_looks(foi_request=sent, read=read(sent, key), by=approver, at=AT)
    note_looks(foi_request=sent, read=read(sent, key), by=approver, at=AT)

    look = Look.objects.get()
    assert look.words["Answer"] == "There are thirteen cameras."
    assert look.before["Answer"].startswith("We counted twelve cameras")


def test_a_look_at_other_words_is_not_noted(sent, approver):
    note_looks(foi_request=sent, read={"start": "f" * 64}, by=approver, at=AT)

    assert not Look.objects.exists()


# --- Clearing ---


def clear(sent, approver, rest, **changes):
    given = {"words_sha256": words(sent), "rest": rest, "by": approver, **BY_WHOM}
    return clear_whole_response(foi_request=sent, **{**given, **changes})


def test_a_response_is_cleared_once_every_part_is_approved(sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)

    assert clear(sent, approver, {}).state == State.CLEARED


def test_the_rest_is_approved_with_the_clearing(sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent, "start"), by=approver, **BY_WHOM)

    cleared = clear(sent, approver, read(sent))

    assert cleared.state == State.CLEARED
    assert len(approved(sent, approver)) == len(parts_in(sent))


def test_a_part_left_out_keeps_the_response_in_clearance(sent, approver, read):
    rest = read(sent)
    rest.pop("statement")

    with pytest.raises(NotAllApproved, match="statement on other information"):
        clear(sent, approver, rest)

    sent.refresh_from_db()
    assert sent.state == State.CLEARANCE
    assert not PartApproval.objects.exists()


def test_a_letter_changed_around_its_parts_is_not_cleared(sent, approver, read):
    before = words(sent)
    sent.authority.signatory = "Another signatory"
    sent.authority.save()

    with pytest.raises(LetterChanged):
        clear(sent, approver, read(sent), words_sha256=before)

    assert not PartApproval.objects.exists()


# --- Amendments ---


def amend(sent, approver, order, old, new, **changes):
    question = sent.questions.get(order=order)
    answer = question.answers.get()
    said = as_lines(running_text(answer.text)).replace(old, new)
    later = {"on": ON, "at": AT + timedelta(hours=1)}
    given = {"words": said, "version": answer.version, "by": approver, **later}
    return suggest_amendment(
        foi_request=sent, question=question, **{**given, **changes}
    )


def test_an_amendment_is_a_suggestion_and_no_hand_in_the_words(sent, approver, read):
    made = amend(sent, approver, 1, "four", "five")

    assert [one.author for one in made] == [approver]
    entry = sent.history.get(kind=ApprovingHistory.AMENDMENT_SUGGESTED)
    assert entry.note == "Questions 1(a) and 1(b)"
    assert clear(sent, approver, read(sent)).state == State.CLEARED


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"new": "four"}, "Nothing was changed"),
        ({"version": 99}, "saved this answer after you opened"),
    ],
)
def test_an_amendment_that_cannot_be_made_is_refused(sent, approver, changes, says):
    given = {"old": "four", "new": "five", **changes}

    with pytest.raises(AmendmentRefused, match=says):
        amend(sent, approver, 1, **given)

    assert not Suggestion.objects.exists()


def test_an_answer_to_another_request_is_not_amended(sent, approver):
    question = kinds.full_disclosure().questions.first()

    with pytest.raises(NotOfThisRequest):
        suggest_amendment(
            foi_request=sent,
            question=question,
            words="",
            version=1,
            by=approver,
            **BY_WHOM,
        )


def test_once_the_amendments_are_made_nothing_is_left_to_read(
    sent, officer, approver, read
):
    amend(sent, approver, 1, "four of either", "five of either")
    amend(sent, approver, 1, "kind.", "kind now.")

    returned = clear_with_amendments(
        foi_request=sent, rest=read(sent), by=approver, **BY_WHOM
    )

    assert returned.state == State.ANSWERING
    reason = returned.response_draft.return_reason
    assert reason.startswith("Cleared with amendments. Accept the changes suggested in")
    answer = returned.questions.get(order=1).answers.get()
    accept_suggestions(
        foi_request=returned, answer=answer, keys=None, by=officer, on=ON
    )
    kinds.in_clearance(returned, by=officer)
    assert clear(returned, approver, {}).state == State.CLEARED


def test_an_officer_who_changes_more_drops_the_approval(
    sent, officer, approver, read, change
):
    amend(sent, approver, 1, "four", "five")
    returned = clear_with_amendments(
        foi_request=sent, rest=read(sent), by=approver, **BY_WHOM
    )
    kinds.in_clearance(returned, by=officer)

    change(returned, order=1, text="<p>There are six.</p>")

    left = unapproved(returned, parts_in(returned), by=approver)
    assert [one.key for one in left] == [key_of(returned, 1)]


def test_without_amendments_nothing_is_cleared_with_them(sent, approver, read):
    with pytest.raises(AmendmentRefused, match="suggested no change"):
        clear_with_amendments(foi_request=sent, rest=read(sent), by=approver, **BY_WHOM)


def test_parts_without_amendment_are_approved_too(sent, approver):
    amend(sent, approver, 1, "four", "five")

    with pytest.raises(NotAllApproved, match="start of the letter"):
        clear_with_amendments(foi_request=sent, rest={}, by=approver, **BY_WHOM)


# --- Returning ---


def test_a_return_names_the_parts_and_keeps_approvals(sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent), by=approver, **BY_WHOM)
    key = key_of(sent, 0)

    returned = return_with_comments(
        foi_request=sent,
        reasons="Say where.",
        parts=[key, "no such part", key],
        by=approver,
        on=ON,
    )

    assert returned.state == State.ANSWERING
    row = PartReturn.objects.get()
    assert (row.part, row.by, row.on, row.reasons) == (key, approver, ON, "Say where.")
    assert len(approved(returned, approver)) == len(parts_in(returned))


def test_a_return_without_parts_is_of_the_whole(sent, approver):
    return_with_comments(foi_request=sent, reasons="Too long.", by=approver, on=ON)

    assert PartReturn.objects.get().part == WHOLE


def test_a_return_without_reason_changes_nothing(sent, approver):
    with pytest.raises(NoReasonGiven):
        return_with_comments(foi_request=sent, reasons=" ", by=approver, on=ON)

    assert not PartReturn.objects.exists()


def test_a_review_is_read_point_by_point(approver, read):
    review = kinds.review_outcome(authority=approver.authority)
    kinds.nothing_warns(review, by=review.officer)
    sent = send_for_clearance(foi_request=review, by=review.officer, on=ON, at=AT)

    titles = [one.title for one in parts_in(sent)]

    assert titles[:3] == ["Start of the letter", "Question 1", "Question 1(a)"]
    assert titles[-1] == "Handling of the request"
    assert clear(sent, approver, read(sent)).state == State.CLEARED
