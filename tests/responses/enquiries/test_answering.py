"""What departments do with their questions, by account and by link."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from requests_app.casework.closing import withdraw_request
from requests_app.models import Enquiry, EnquiryReply, EnquiryReplyPart, Notice
from responses.drafting.time_spent import minutes_spent
from responses.enquiries.answering import (
    AnswerNotPossible,
    NothingWritten,
    Written,
    accept_enquiry,
    answer_enquiry,
    ask_for_more_time,
    decline_enquiry,
    draft_of,
    save_reply_draft,
)
from responses.enquiries.following import (
    FollowingNotPossible,
    ask_suggested,
    change_day,
    deal_with_enquiry,
    withdraw_enquiry,
)
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.holders import Holder
from responses.enquiries.links import find_link, link_for, url_of
from tests.factories import DepartmentFactory, UserFactory

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)
LATER = date(2026, 3, 27)
WHEN = {"on": TODAY, "at": NOW}


@pytest.fixture
def holder(contributor):
    return Holder(user=contributor)


def send(enquiry, holder, **written):
    return answer_enquiry(
        enquiry=enquiry, holder=holder, written=Written(**written), **WHEN
    )


def kinds(foi_request):
    return [one.kind for one in foi_request.history.all()]


def test_each_question_has_its_own_answer_and_concerns(enquiry, questions, holder):
    first, second, _ = questions
    reply = send(
        enquiry,
        holder,
        texts={first.pk: "Twelve.", second.pk: "None."},
        concerns={second.pk: "A person could be found."},
        text="Ask again in May.",
        minutes=75,
    )

    said = {one.question: (one.text, one.concerns) for one in reply.parts.all()}
    assert said == {
        first: ("Twelve.", ""),
        second: ("None.", "A person could be found."),
    }
    enquiry.refresh_from_db()
    assert enquiry.replied_on == TODAY
    assert minutes_spent(enquiry.foi_request) == 75


def test_words_about_a_question_that_was_not_put_are_not_stored(
    enquiry, questions, holder
):
    reply = send(enquiry, holder, texts={questions[0].pk: "Twelve.", 999_999: "x"})

    assert [one.question for one in reply.parts.all()] == [questions[0]]


def test_the_officer_is_told_of_a_reply(enquiry, holder, officer):
    reply = send(enquiry, holder, text="Twelve.")

    notice = Notice.objects.get(kind=Notice.Kind.REPLIED)
    assert notice.person == officer
    assert notice.key == f"enquiry-answered-{reply.pk}"
    assert "Ada" not in notice.words
    assert kinds(enquiry.foi_request)[0] == EnquiriesHistory.ENQUIRY_ANSWERED


def test_two_people_reply_and_both_replies_stay(enquiry, holder, contributor):
    colleague = UserFactory(
        roles=["contributor"],
        authority=contributor.authority,
        department=contributor.department,
    )
    send(enquiry, holder, text="Twelve.")
    send(enquiry, Holder(user=colleague), text="Thirteen.")

    assert [one.text for one in enquiry.replies.all()] == ["Twelve.", "Thirteen."]


def test_the_same_reply_sent_twice_counts_once(enquiry, questions, holder):
    texts = {questions[0].pk: "Twelve."}
    first = send(enquiry, holder, texts=texts)
    again = send(enquiry, holder, texts=texts)
    saved = save_reply_draft(
        enquiry=enquiry, holder=holder, written=Written(texts=texts), at=NOW
    )

    assert first == again == saved
    assert EnquiryReply.objects.count() == 1


def test_a_reply_without_words_and_files_is_refused(enquiry, holder):
    with pytest.raises(NothingWritten, match="Write an answer"):
        send(enquiry, holder, text="  ")

    assert not EnquiryReply.objects.exists()


def test_a_draft_is_kept_until_it_is_sent(enquiry, questions, holder):
    first = questions[0].pk
    for words in ("Perhaps", "Perhaps nine."):
        save_reply_draft(
            enquiry=enquiry,
            holder=holder,
            written=Written(texts={first: words}),
            at=NOW,
        )

    assert draft_of(enquiry, holder).parts.get().text == "Perhaps nine."
    enquiry.refresh_from_db()
    assert enquiry.replied_on is None

    send(enquiry, holder, texts={first: "Nine."})
    assert draft_of(enquiry, holder) is None
    assert EnquiryReplyPart.objects.get().text == "Nine."


def test_a_person_has_one_draft(enquiry, contributor):
    EnquiryReply.objects.create(enquiry=enquiry, by=contributor, name="Kim")
    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryReply.objects.create(enquiry=enquiry, by=contributor, name="Kim")


def test_a_reply_is_of_a_person_or_of_a_link(enquiry):
    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryReply.objects.create(enquiry=enquiry, name="Nobody")


def test_accepting_is_recorded_once(enquiry, holder):
    for _ in range(2):
        accept_enquiry(enquiry=enquiry, holder=holder, **WHEN)

    enquiry.refresh_from_db()
    assert enquiry.accepted_by == holder.name
    made = kinds(enquiry.foi_request)
    assert made.count(EnquiriesHistory.ENQUIRY_ACCEPTED) == 1


def test_not_ours_names_another_department(enquiry, holder, officer):
    parks = DepartmentFactory(authority=officer.authority, name="Parks")
    decline_enquiry(
        enquiry=enquiry, holder=holder, reason="Benches.", suggested=parks, **WHEN
    )

    enquiry.refresh_from_db()
    assert (enquiry.decline_reason, enquiry.suggested) == ("Benches.", parks)
    assert not Enquiry.objects.unanswered().exists()
    assert "ask Parks" in Notice.objects.get(kind=Notice.Kind.DECLINED).words


def test_a_department_of_another_authority_is_not_suggested(enquiry, holder):
    decline_enquiry(
        enquiry=enquiry,
        holder=holder,
        reason="Benches.",
        suggested=DepartmentFactory(),
        **WHEN,
    )

    enquiry.refresh_from_db()
    assert enquiry.suggested is None


def test_not_ours_without_a_reason_is_refused(enquiry, holder):
    with pytest.raises(NothingWritten, match="Say why"):
        decline_enquiry(
            enquiry=enquiry, holder=holder, reason=" ", suggested=None, **WHEN
        )


def test_a_department_that_replied_cannot_decline(enquiry, holder):
    send(enquiry, holder, text="Twelve.")
    with pytest.raises(AnswerNotPossible, match="has replied already"):
        decline_enquiry(
            enquiry=enquiry, holder=holder, reason="No.", suggested=None, **WHEN
        )


def test_the_suggested_department_is_asked_the_same(
    enquiry, questions, holder, officer
):
    parks = DepartmentFactory(authority=officer.authority)
    decline_enquiry(
        enquiry=enquiry, holder=holder, reason="Benches.", suggested=parks, **WHEN
    )
    enquiry.refresh_from_db()

    made = ask_suggested(enquiry=enquiry, wanted_by=LATER, by=officer, **WHEN)

    assert made.department == parks
    assert set(made.questions.all()) == set(questions)
    enquiry.refresh_from_db()
    assert enquiry.dealt_with_by == officer


def test_without_a_suggestion_no_other_department_is_asked(enquiry, officer):
    with pytest.raises(FollowingNotPossible, match="named no other"):
        ask_suggested(enquiry=enquiry, wanted_by=LATER, by=officer, **WHEN)


def test_more_time_is_asked_for_and_given(enquiry, holder, officer):
    ask_for_more_time(
        enquiry=enquiry, holder=holder, until=LATER, reason="Leave.", on=TODAY
    )
    enquiry.refresh_from_db()
    assert enquiry.more_time_until == LATER
    assert enquiry.wanted_by < LATER

    link = link_for(enquiry, "parks@authority.example", on=TODAY)
    change_day(enquiry=enquiry, wanted_by=LATER, by=officer, on=TODAY)
    enquiry.refresh_from_db()
    before = link.expires_at
    link.refresh_from_db()
    assert (enquiry.wanted_by, enquiry.more_time_until) == (LATER, None)
    assert link.expires_at > before


def test_time_that_is_no_later_is_refused(enquiry, holder, officer):
    with pytest.raises(AnswerNotPossible, match="Enter a day after 20 March 2026"):
        ask_for_more_time(
            enquiry=enquiry, holder=holder, until=enquiry.wanted_by, reason="", on=TODAY
        )
    with pytest.raises(FollowingNotPossible, match="has passed"):
        change_day(enquiry=enquiry, wanted_by=date(2026, 3, 13), by=officer, on=TODAY)


def test_a_withdrawn_enquiry_ends_its_links_and_takes_no_reply(
    enquiry, holder, officer
):
    link = link_for(enquiry, "parks@authority.example", on=TODAY)
    withdraw_enquiry(enquiry=enquiry, by=officer, **WHEN)

    link.refresh_from_db()
    assert link.is_ended(NOW)
    with pytest.raises(AnswerNotPossible, match="withdrawn"):
        send(enquiry, holder, text="Twelve.")
    with pytest.raises(FollowingNotPossible, match="waited for"):
        change_day(enquiry=enquiry, wanted_by=LATER, by=officer, on=TODAY)


def test_questions_with_a_reply_are_dealt_with_not_withdrawn(enquiry, holder, officer):
    with pytest.raises(FollowingNotPossible, match="has not replied"):
        deal_with_enquiry(enquiry=enquiry, by=officer, **WHEN)
    send(enquiry, holder, text="Twelve.")
    with pytest.raises(FollowingNotPossible, match="has replied"):
        withdraw_enquiry(enquiry=enquiry, by=officer, **WHEN)

    deal_with_enquiry(enquiry=enquiry, by=officer, **WHEN)
    with pytest.raises(AnswerNotPossible, match="dealt with"):
        send(enquiry, holder, text="More.")


def test_a_closed_request_takes_no_reply(enquiry, holder, officer):
    withdraw_request(
        foi_request=enquiry.foi_request,
        reason="No longer needed.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )
    with pytest.raises(AnswerNotPossible, match="no longer needed"):
        send(enquiry, holder, text="Twelve.")


# --- Links --------------------------------------------------------------------------


def token_of(link):
    return url_of(link).rstrip("/").rpartition("/")[2]


def test_a_link_is_found_by_its_token_alone(enquiry):
    link = link_for(enquiry, "Parks@Authority.example", on=TODAY)
    token = token_of(link)

    assert find_link(token) == link
    assert token not in str(vars(link))
    assert link_for(enquiry, "parks@authority.example", on=TODAY) == link
    for wrong in ("", token[:-1], f"{token}x", "A" * 43, "é" * 43, f"{token[:-1]}'"):
        assert find_link(wrong) is None


def test_a_new_key_of_the_installation_makes_a_new_link(enquiry, settings):
    link = link_for(enquiry, "parks@authority.example", on=TODAY)
    before = token_of(link)
    settings.SECRET_KEY = "another key of the installation"  # noqa: S105

    after = token_of(link)

    assert before != after
    assert find_link(after) == link
    assert find_link(before) is None


def test_a_link_replies_in_the_name_given(enquiry):
    link = link_for(enquiry, "parks@authority.example", on=TODAY)
    reply = send(enquiry, Holder(link=link, named="Jo Hill"), text="Twelve.")

    link.refresh_from_db()
    assert reply.name == "Jo Hill (parks@authority.example)"
    assert link.used_at == NOW
    note = enquiry.foi_request.history.first().note
    assert "Jo Hill" in note


def test_further_concerns_to_the_same_words_are_not_lost(enquiry, questions, holder):
    texts = {questions[0].pk: "Twelve."}
    send(enquiry, holder, texts=texts)
    send(enquiry, holder, texts=texts, concerns={questions[0].pk: "A contract."})
    send(enquiry, holder, texts=texts, minutes=20)

    assert EnquiryReply.objects.count() == 3


def test_asking_for_time_and_declining_twice_count_once(enquiry, holder):
    for _ in range(2):
        ask_for_more_time(
            enquiry=enquiry, holder=holder, until=LATER, reason="Leave.", on=TODAY
        )
    for _ in range(2):
        decline_enquiry(
            enquiry=enquiry, holder=holder, reason="Benches.", suggested=None, **WHEN
        )

    made = kinds(enquiry.foi_request)
    assert made.count(EnquiriesHistory.MORE_TIME_ASKED) == 1
    assert made.count(EnquiriesHistory.ENQUIRY_DECLINED) == 1
    assert Notice.objects.count() == 3  # with the question itself


def test_another_person_cannot_decline_again(enquiry, holder, contributor):
    decline_enquiry(
        enquiry=enquiry, holder=holder, reason="Benches.", suggested=None, **WHEN
    )
    colleague = UserFactory(
        authority=contributor.authority, department=contributor.department
    )
    with pytest.raises(AnswerNotPossible, match="not for"):
        decline_enquiry(
            enquiry=enquiry,
            holder=Holder(user=colleague),
            reason="Trees.",
            suggested=None,
            **WHEN,
        )


def test_an_empty_reply_is_refused_but_for_a_second_click(enquiry, holder):
    reply = send(enquiry, holder, text="Twelve.")

    assert send(enquiry, holder) == reply
    with pytest.raises(NothingWritten, match="Write an answer"):
        answer_enquiry(
            enquiry=enquiry,
            holder=holder,
            written=Written(),
            on=TODAY,
            at=NOW + timedelta(hours=1),
        )
    assert EnquiryReply.objects.get() == reply
