"""Comment, reply, resolve: words kept, people told, and refusals."""

from datetime import UTC, date, datetime

import pytest

from requests_app.models import Notice
from requests_app.put_aside.still_asked import QuestionGone
from responses.comments.assigning import TaskNotPossible, assign_comment
from responses.comments.people import MayNotSee
from responses.comments.services import (
    MOST_QUOTED,
    CommentRefused,
    comment_on,
    read_mentions,
    reopen_comment,
    reply_to_comment,
    resolve_comment,
)
from responses.comments.threads import OpenComments, Threads, with_shared
from responses.drafting.sharing import share_answer, unshare_answer
from responses.models import Comment
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

ON, AT = date(2026, 3, 20), datetime(2026, 3, 20, 10, tzinfo=UTC)


@pytest.fixture
def comment(foi_request, one, officer):
    return comment_on(
        foi_request=foi_request, question=one, words="Since when?", by=officer, on=ON
    )


def told():
    """Return the notices to people with an address, the oldest first."""
    return [
        (notice.person, notice.words, notice.url)
        for notice in Notice.objects.exclude(way="none").order_by("pk")
    ]


def history_of(foi_request):
    return [(entry.kind, entry.note) for entry in foi_request.history.order_by("pk")]


# --- What is kept ---


def test_a_comment_keeps_its_words_as_typed(foi_request, one, officer):
    words = "Is this right?\n\n<script>alert(1)</script> & more 🦊"

    made = comment_on(
        foi_request=foi_request, question=one, words=f" {words}\r\n", by=officer, on=ON
    )

    made.refresh_from_db()
    assert made.words == words
    assert made.question_was == "Question 1: How many speed cameras are there?"
    assert history_of(foi_request) == [("commented", f"Question 1\n{words}")]


@pytest.mark.parametrize("words", ["", " \n ", "\0"])
def test_a_comment_needs_words(foi_request, one, officer, words):
    with pytest.raises(CommentRefused, match="Enter a comment"):
        comment_on(
            foi_request=foi_request, question=one, words=words, by=officer, on=ON
        )

    assert not Comment.objects.exists()


def test_a_comment_has_a_longest_length(foi_request, one, officer):
    with pytest.raises(CommentRefused, match="at most 10,000 characters"):
        comment_on(
            foi_request=foi_request, question=one, words="a" * 10_001, by=officer, on=ON
        )


def test_only_the_beginning_of_a_long_passage_is_kept(foi_request, one, officer):
    made = comment_on(
        foi_request=foi_request,
        question=one,
        quoted="word " * 1_000,
        words="All of this?",
        by=officer,
        on=ON,
    )

    assert len(made.quoted) <= MOST_QUOTED


def test_a_double_click_makes_one_comment(foi_request, one, officer):
    said = {"foi_request": foi_request, "question": one, "words": "Yes?", "by": officer}

    first, second = comment_on(**said, on=ON), comment_on(**said, on=ON)

    assert first == second
    assert foi_request.history.count() == 1


def test_the_same_may_be_said_again_once_it_was_resolved(comment, one, officer):
    resolve_comment(comment=comment, by=officer, on=ON, at=AT)

    again = comment_on(
        foi_request=comment.foi_request,
        question=one,
        words=comment.words,
        by=officer,
        on=ON,
    )

    assert again != comment


def test_a_comment_needs_a_question_that_is_asked(foi_request, officer):
    elsewhere = QuestionFactory()

    with pytest.raises(QuestionGone):
        comment_on(
            foi_request=foi_request, question=elsewhere, words="?", by=officer, on=ON
        )


@pytest.mark.parametrize("part", ["statement", "letter_text", "whole"])
def test_the_other_parts_of_the_letter_take_comments(foi_request, officer, part):
    made = comment_on(
        foi_request=foi_request, part=part, words="Too long.", by=officer, on=ON
    )

    assert (made.part, made.question_key) == (part, None)


def test_a_reply_may_be_given_again_after_another(comment, officer, colleague):
    for words, by in (("Yes.", officer), ("Yes.", officer), ("Sure?", colleague)):
        reply_to_comment(comment=comment, words=words, by=by, on=ON)
    reply_to_comment(comment=comment, words="Yes.", by=officer, on=ON)

    said = [reply.words for reply in comment.replies.all()]
    assert said == ["Yes.", "Sure?", "Yes."]


# --- From a document ---


def test_a_comment_brought_in_names_its_author_and_tells_no_person(
    foi_request, one, officer, colleague
):
    said = {
        "foi_request": foi_request,
        "question": one,
        "quoted": "twelve",
        "words": "Ask @kim.lee and @nobody.",
        "said_by": "Pat Outside",
        "on": ON,
    }

    made = comment_on(**said, by=officer)
    resolve_comment(comment=made, by=officer, on=ON, at=AT)
    again = comment_on(**said, by=colleague)

    assert made.author == "Pat Outside"
    assert made.is_from_text
    assert again == made
    assert not told()
    assert history_of(foi_request)[0] == (
        "commented",
        "Question 1, Pat Outside in a document\nAsk @kim.lee and @nobody.",
    )


def test_a_reply_may_be_brought_in(comment, officer, colleague):
    reply = reply_to_comment(
        comment=comment, words="Since May.", said_by="Pat", by=colleague, on=ON
    )

    assert (reply.author, reply.reply_to) == ("Pat", comment)


# --- The passage ---


def thread_of(foi_request):
    (thread,) = Threads(foi_request).open
    return thread


def test_a_passage_is_known_to_have_changed(foi_request, one, officer):
    comment_on(
        foi_request=foi_request,
        question=one,
        quoted="are twelve\ncameras",  # as a browser gives it
        words="Source?",
        by=officer,
        on=ON,
    )
    assert not thread_of(foi_request).is_changed

    foi_request.answers.update(text="<p>There are thirteen cameras.</p>")

    assert thread_of(foi_request).is_changed
    assert thread_of(foi_request).comment.quoted == "are twelve\ncameras"


def test_words_that_the_letter_adds_never_count_as_changed(foi_request, one, officer):
    comment_on(
        foi_request=foi_request,
        question=one,
        quoted="You have the right to complain",
        words="Plainer?",
        by=officer,
        on=ON,
    )

    assert not thread_of(foi_request).is_changed


# --- Mentions ---


def test_a_person_named_is_told_without_the_requester(
    foi_request, one, officer, colleague
):
    made = comment_on(
        foi_request=foi_request,
        question=one,
        words="@Kim.Lee, did Alex Requester write twice? @kim.lee",
        by=officer,
        on=ON,
    )

    assert told() == [
        (
            colleague,
            f"{officer} wrote to you in a comment on question 1, request "
            f"{foi_request}.",
            f"/requests/{foi_request}/comments/{made.pk}/",
        )
    ]
    assert [each.person for each in made.mentions.all()] == [colleague]


@pytest.mark.parametrize(
    "words",
    ["Write to foi@kim.lee today", "@ kim.lee", "a@kim.lee"],
)
def test_an_address_names_no_person(foi_request, one, officer, colleague, words):
    made = comment_on(
        foi_request=foi_request, question=one, words=words, by=officer, on=ON
    )

    assert not made.mentions.exists()


def test_a_user_name_may_be_an_address(foi_request, one, officer):
    person = UserFactory(
        username="jo@a.example", roles=["officer"], authority=officer.authority
    )

    made = comment_on(
        foi_request=foi_request, question=one, words="@jo@a.example.", by=officer, on=ON
    )

    assert [each.person for each in made.mentions.all()] == [person]


def test_a_person_who_names_himself_is_not_told(foi_request, one, officer):
    comment_on(
        foi_request=foi_request,
        question=one,
        words=f"@{officer.username} to do",
        by=officer,
        on=ON,
    )

    assert not told()


def stranger(officer, kind):
    if kind == "other authority":
        return UserFactory(roles=["officer"], authority=AuthorityFactory())
    if kind == "contributor":
        return UserFactory(roles=["contributor"], authority=officer.authority)
    if kind == "left":
        return UserFactory(
            roles=["officer"], authority=officer.authority, is_active=False
        )
    return UserFactory.build(username="who.ever")


@pytest.mark.parametrize("kind", ["other authority", "contributor", "left", "unknown"])
def test_a_person_who_may_not_see_the_request_is_refused_in_the_same_words(
    foi_request, one, officer, kind
):
    person = stranger(officer, kind)

    with pytest.raises(MayNotSee) as refused:
        comment_on(
            foi_request=foi_request,
            question=one,
            words=f"Ask @{person.username}.",
            by=officer,
            on=ON,
        )

    assert str(refused.value) == (
        f"“@{person.username}” names no person who may see this request. Choose a "
        "person from the list, or put a space after “@”."
    )
    assert not Comment.objects.exists()


def test_a_restricted_request_takes_only_the_people_named_on_it(officer, colleague):
    foi_request = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    foi_request.named_people.set([officer])
    said = {
        "foi_request": foi_request,
        "part": "whole",
        "words": "@kim.lee?",
        "by": officer,
        "on": ON,
    }

    with pytest.raises(MayNotSee):
        comment_on(**said)

    foi_request.named_people.add(colleague)
    assert comment_on(**said).mentions.count() == 1


def test_a_reply_tells_the_author_and_ends_what_waited(
    comment, officer, colleague, approver
):
    reply_to_comment(comment=comment, words="Since May.", by=colleague, on=ON)
    reply = reply_to_comment(
        comment=comment, words="@kim.lee, sure?", by=officer, on=ON
    )
    reply_to_comment(comment=reply, words="Yes.", by=colleague, on=ON)

    assert [person for person, _, _ in told()] == [officer, colleague, officer]
    assert comment.replies.count() == 3
    assert not colleague.mentions.filter(read_at=None).exists()


def test_what_a_person_has_read_waits_no_more(comment, officer, colleague):
    reply = reply_to_comment(comment=comment, words="@kim.lee?", by=officer, on=ON)

    read_mentions(comment=reply, by=officer)
    assert colleague.mentions.filter(read_at=None).exists()

    read_mentions(comment=reply, by=colleague)
    assert not colleague.mentions.filter(read_at=None).exists()


def test_a_person_without_an_address_is_named_all_the_same(
    foi_request, one, officer, colleague
):
    colleague.email = ""
    colleague.save()

    made = comment_on(
        foi_request=foi_request, question=one, words="@kim.lee", by=officer, on=ON
    )

    assert made.mentions.count() == 1
    assert not told()


# --- Resolved and open ---


def test_a_thread_is_resolved_and_opened_again(comment, officer, colleague):
    resolve_comment(comment=comment, by=colleague, on=ON, at=AT)
    resolve_comment(comment=comment, by=officer, on=ON, at=AT)
    assert (comment.resolved_by, comment.is_open) == (colleague, False)

    reopen_comment(comment=comment, by=officer, on=ON)
    reopen_comment(comment=comment, by=officer, on=ON)

    assert comment.is_open
    assert history_of(comment.foi_request)[1:] == [
        ("comment_resolved", "Question 1"),
        ("comment_reopened", "Question 1"),
    ]


# --- Tasks ---


def test_a_comment_may_be_a_task(foi_request, one, officer, colleague):
    made = comment_on(
        foi_request=foi_request,
        question=one,
        words="@kim.lee, find the contract.",
        assigned_to=colleague,
        wanted_by=date(2026, 3, 25),
        by=officer,
        on=ON,
    )

    ((person, words, _),) = told()
    assert person == colleague
    assert words == f"{officer} gave you a task on question 1, request {foi_request}."
    assert made.assigned_to == colleague
    assert OpenComments(foi_request).told_of({one.pk}) == "1 task"


def test_a_task_goes_to_another_person_and_to_none(comment, officer, colleague):
    for person, by in ((colleague, date(2026, 3, 25)), (officer, None), (None, ON)):
        assign_comment(
            comment=comment, assigned_to=person, wanted_by=by, by=officer, on=ON
        )
    assign_comment(comment=comment, assigned_to=None, by=officer, on=ON)

    assert (comment.assigned_to, comment.wanted_by) == (None, None)
    assert history_of(comment.foi_request)[1:] == [
        ("comment_task_assigned", "Question 1\nKim Lee, by 25 March 2026"),
        ("comment_task_assigned", f"Question 1\n{officer}"),
        ("comment_task_withdrawn", "Question 1"),
    ]
    assert [person for person, _, _ in told()] == [colleague]


def test_a_task_needs_a_person_who_may_work_on_the_request(comment, officer):
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)

    with pytest.raises(TaskNotPossible, match="may not take a task"):
        assign_comment(comment=comment, assigned_to=auditor, by=officer, on=ON)


def test_a_task_is_not_wanted_by_a_day_that_has_passed(comment, officer, colleague):
    with pytest.raises(TaskNotPossible, match="19 March 2026 has passed"):
        assign_comment(
            comment=comment,
            assigned_to=colleague,
            wanted_by=date(2026, 3, 19),
            by=officer,
            on=ON,
        )


def test_a_resolved_comment_is_no_task(comment, officer, colleague):
    resolve_comment(comment=comment, by=officer, on=ON, at=AT)

    with pytest.raises(TaskNotPossible, match="Open it again first"):
        assign_comment(comment=comment, assigned_to=colleague, by=officer, on=ON)


# --- Where a comment stands ---


def test_questions_answered_together_show_the_comments_of_each(
    foi_request, one, two, officer
):
    for question in (one, two):
        comment_on(
            foi_request=foi_request, question=question, words="Why?", by=officer, on=ON
        )
    share_answer(foi_request=foi_request, questions=[one, two], by=officer, on=ON)

    assert len(Threads(foi_request, with_shared(two.pk)).open) == 2
    assert OpenComments(foi_request).on(with_shared(one.pk)) == 2

    unshare_answer(foi_request=foi_request, question=two, by=officer, on=ON)
    assert len(Threads(foi_request, with_shared(two.pk)).open) == 1


def test_the_counts_of_a_request(foi_request, one, two, officer, colleague):
    said = {"foi_request": foi_request, "by": officer, "on": ON}
    comment_on(**said, question=one, words="a")
    comment_on(**said, question=one, words="b")
    comment_on(**said, question=one, words="c", assigned_to=colleague)
    done = comment_on(**said, question=two, words="d")
    comment_on(**said, part="statement", words="e")
    reply_to_comment(comment=done, words="f", by=officer, on=ON)
    resolve_comment(comment=done, by=officer, on=ON, at=AT)

    counts = OpenComments(foi_request)

    assert counts.in_all == 4
    assert counts.told_of({one.pk, two.pk}) == "2 comments, 1 task"
    assert counts.told_of({two.pk}) == ""
