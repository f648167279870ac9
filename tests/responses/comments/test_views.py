"""The pages of comments: readers, writers, places and queries."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from requests_app.models import HistoryEntry
from responses.comments.services import (
    comment_on,
    reply_to_comment,
    resolve_comment,
)
from responses.drafting.sharing import share_answer
from responses.models import Comment, ResponseDraft
from tests.factories import (
    AuthorityFactory,
    CommentFactory,
    FOIRequestFactory,
    UserFactory,
)

ON, AT = date(2026, 3, 20), datetime(2026, 3, 20, 10, tzinfo=UTC)
PANEL = {"HX-Request": "true"}


@pytest.fixture
def comment(foi_request, one, officer):
    return comment_on(
        foi_request=foi_request,
        question=one,
        quoted="twelve",
        words="Since when?\n<b>Really</b>",
        by=officer,
        on=ON,
    )


def page(foi_request):
    return f"/requests/{foi_request}/comments/"


def room_of(question):
    return reverse(
        "answer-question", args=[question.foi_request.reference, question.pk]
    )


def typed(question, **more):
    said = {"about": f"answer-{question.pk}", "words": "Which year?"}
    return {**said, **more}


# --- Who may ---


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("officer", 200, 302),
        ("approver", 200, 302),
        ("manager", 200, 302),
        ("auditor", 200, 403),
        ("contributor", 404, 404),
        ("administrator", 404, 404),
    ],
)
def test_colleagues_write_auditors_read_and_departments_see_nothing(
    client, foi_request, one, comment, role, reads, writes
):
    person = UserFactory(roles=[role], authority=foi_request.authority)
    client.force_login(person)
    at = f"{page(foi_request)}{comment.pk}/"

    assert client.get(page(foi_request)).status_code == reads
    assert client.post(page(foi_request), typed(one)).status_code == writes
    for name, data in (("reply", {"words": "No."}), ("task", {}), ("resolve", {})):
        assert client.post(f"{at}{name}/", data).status_code == writes, name
    assert client.post(f"{at}reopen/").status_code == writes
    assert Comment.objects.count() == (3 if writes == 302 else 1)


def test_an_auditor_is_offered_no_form(client, foi_request, comment):
    client.force_login(UserFactory(roles=["auditor"], authority=foi_request.authority))

    html = client.get(page(foi_request)).content.decode()

    assert "Since when?" in html
    assert "Add comment" not in html
    assert "Resolve" not in html


def test_another_authority_finds_no_comment(client, foi_request, one, comment):
    client.force_login(UserFactory(roles=["officer"], authority=AuthorityFactory()))

    assert client.get(page(foi_request)).status_code == 404
    assert client.get(f"{page(foi_request)}{comment.pk}/").status_code == 404
    assert client.get(f"{page(foi_request)}people/?q=").status_code == 404


def test_a_comment_of_another_request_is_not_found_here(client, officer, comment):
    other = FOIRequestFactory(authority=officer.authority)
    client.force_login(officer)

    assert client.post(f"{page(other)}{comment.pk}/resolve/").status_code == 404
    comment.refresh_from_db()
    assert comment.is_open


# --- Writing ---


def test_a_comment_comes_back_at_its_question(client, foi_request, one, officer):
    client.force_login(officer)

    response = client.post(page(foi_request), typed(one, quoted="twelve"), follow=True)

    made = Comment.objects.get()
    assert response.redirect_chain[-1][0] == (
        f"{room_of(one)}?panel=comments#comment-{made.pk}"
    )
    html = response.content.decode()
    assert "Which year?" in html
    assert "Comments<span data-comments-open> (1)</span>" in html
    assert '<span class="foi-task__comments">1 comment</span>' in html


def test_words_are_shown_as_typed(client, comment, officer):
    client.force_login(officer)

    html = client.get(page(comment.foi_request)).content.decode()

    assert "<p>Since when?<br>&lt;b&gt;Really&lt;/b&gt;</p>" in html


def test_the_panel_alone_answers_the_script(client, foi_request, one, officer):
    client.force_login(officer)
    url = f"{page(foi_request)}?about=answer-{one.pk}"

    response = client.post(url, typed(one), headers=PANEL)

    html = response.content.decode()
    assert html.count('id="comments"') == 1
    assert "<html" not in html
    assert f'data-made="comment-{Comment.objects.get().pk}"' in html
    assert 'data-open="1"' in html
    assert "Comment added." in html
    assert not list(client.get(reverse("home")).context["messages"])


@pytest.mark.parametrize("headers", [{}, PANEL])
def test_a_refused_comment_comes_back_filled_in(
    client, foi_request, one, officer, headers
):
    client.force_login(officer)
    url = f"{page(foi_request)}?about=answer-{one.pk}"
    data = typed(one, words="Ask @nobody.", quoted="twelve")

    response = client.post(url, data, headers=headers)

    html = response.content.decode()
    assert response.status_code == (422 if headers else 200)
    assert "names no person who may see this request" in html
    assert "Ask @nobody." in html
    assert ">\ntwelve</textarea>" in html
    assert "data-refused" in html
    assert not Comment.objects.exists()


@pytest.mark.parametrize("headers", [{}, PANEL])
def test_a_refused_reply_comes_back_filled_in(client, comment, officer, headers):
    client.force_login(officer)
    url = f"{page(comment.foi_request)}{comment.pk}/reply/"

    response = client.post(url, {"words": "Ask @nobody."}, headers=headers)

    html = response.content.decode()
    assert "names no person who may see this request" in html
    assert "Ask @nobody." in html
    assert Comment.objects.count() == 1


def test_a_question_deleted_meanwhile_loses_no_word(client, foi_request, one, officer):
    client.force_login(officer)
    data = typed(one)
    one.answers.all().delete()
    one.delete()

    html = client.post(page(foi_request), data).content.decode()

    assert "That question was merged or deleted meanwhile" in html
    assert "Which year?" in html


def test_a_task_needs_a_person(client, foi_request, one, officer):
    client.force_login(officer)
    data = typed(one, wanted_by_0="1", wanted_by_1="2", wanted_by_2="2100")

    html = client.post(page(foi_request), data).content.decode()

    assert "Choose whose task this is" in html


def test_a_task_goes_to_a_colleague_by_a_day(client, comment, officer, colleague):
    client.force_login(officer)
    url = f"{page(comment.foi_request)}{comment.pk}/task/"
    data = {"assigned_to": colleague.pk, "wanted_by_0": "1", "wanted_by_1": "2"}
    data["wanted_by_2"] = "2100"

    assert "No task" in client.get(url).content.decode()
    html = client.post(url, data, follow=True).content.decode()

    assert "Task for Kim Lee, by 1 February 2100" in html
    assert "Task for Kim Lee." in html
    assert '<span class="foi-task__comments">1 task</span>' in html


@pytest.mark.parametrize("headers", [{}, PANEL])
def test_a_thread_is_resolved_and_opened_again(client, comment, officer, headers):
    client.force_login(officer)
    at = f"{page(comment.foi_request)}{comment.pk}/"

    html = client.post(f"{at}resolve/", headers=headers, follow=True).content.decode()
    assert "Resolved (1)" in html
    assert "Comment resolved." in html

    html = client.post(f"{at}reopen/", headers=headers, follow=True).content.decode()
    assert "Resolved (1)" not in html
    assert "Comment opened again." in html


def test_people_are_offered_by_any_part_of_their_name(
    client, foi_request, officer, colleague
):
    UserFactory(roles=["officer"], username="kim.other", authority=AuthorityFactory())
    UserFactory(roles=["contributor"], username="kim.c", authority=officer.authority)
    client.force_login(officer)

    for typed_name in ("kim.l", "Kim", "lee", "kim le"):
        found = client.get(f"{page(foi_request)}people/", {"q": typed_name}).json()
        assert found == {"people": [{"username": "kim.lee", "name": "Kim Lee"}]}


# --- Where a comment is read ---


@pytest.mark.parametrize(
    ("part", "name"),
    [("statement", "save-statement"), ("letter_text", "save-letter-text")],
)
def test_other_parts_are_read_in_their_room(client, foi_request, officer, part, name):
    made = comment_on(
        foi_request=foi_request, part=part, words="Too long?", by=officer, on=ON
    )
    client.force_login(officer)

    response = client.get(f"{page(foi_request)}{made.pk}/", follow=True)

    room = reverse(name, args=[foi_request.reference])
    assert response.redirect_chain[-1][0] == f"{room}?panel=comments#comment-{made.pk}"
    assert "Too long?" in response.content.decode()


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_a_person_without_the_room_reads_it_on_the_page(client, comment, role):
    foi_request = comment.foi_request
    client.force_login(UserFactory(roles=[role], authority=foi_request.authority))

    response = client.get(f"{page(foi_request)}{comment.pk}/")

    assert response.url == f"{page(foi_request)}#comment-{comment.pk}"


def test_a_comment_on_the_request_is_read_on_the_page(client, foi_request, officer):
    made = comment_on(
        foi_request=foi_request, part="whole", words="Hm.", by=officer, on=ON
    )
    client.force_login(officer)

    response = client.get(f"{page(foi_request)}{made.pk}/")

    assert response.url == f"{page(foi_request)}#comment-{made.pk}"


def test_a_comment_outlives_its_question(client, comment, one, officer):
    foi_request = comment.foi_request
    one.answers.all().delete()
    one.delete()
    client.force_login(officer)

    response = client.get(f"{page(foi_request)}{comment.pk}/", follow=True)

    html = response.content.decode()
    assert "Question 1: How many speed cameras are there? – <b>no longer asked</b>" in (
        html
    )
    assert "Since when?" in html
    assert "The passage has changed since." in html


def test_the_room_shows_the_comments_of_every_question_it_answers(
    client, foi_request, one, two, officer, comment
):
    share_answer(foi_request=foi_request, questions=[one, two], by=officer, on=ON)
    client.force_login(officer)

    html = client.get(f"{room_of(two)}?panel=comments").content.decode()

    assert "Since when?" in html
    assert ">question 1</a>" in html


def test_a_returned_reply_opens_at_the_comments(client, one, two, comment, officer):
    ResponseDraft.objects.create(
        foi_request=comment.foi_request, return_reason="See my comment."
    )
    client.force_login(officer)

    assert "Since when?" in client.get(room_of(one)).content.decode()
    html = client.get(room_of(two)).content.decode()
    assert "Since when?" not in html
    assert ">1 open comment</a>" in html


def test_sending_with_an_open_comment_asks_for_a_reason_in_place(
    client, comment, officer
):
    client.force_login(officer)
    url = reverse("send-for-clearance", args=[comment.foi_request.reference])

    html = client.post(url).content.decode()

    assert "Comments on this letter are open." in html
    assert "Reason for overriding this warning" in html
    assert f'href="{page(comment.foi_request)}">Read the comments</a>' in html


def test_the_page_of_the_request_leads_to_the_comments(client, comment, officer):
    client.force_login(officer)

    html = client.get(comment.foi_request.get_absolute_url()).content.decode()

    assert "1 is open." in html
    assert f'href="{page(comment.foi_request)}"' in html
    entry = HistoryEntry.objects.get(kind="commented")
    assert entry.note in html.replace("<br>", "\n").replace("&lt;", "<").replace(
        "&gt;", ">"
    )


# --- Home ---


def test_home_shows_tasks_and_unread_comments(
    client, foi_request, one, officer, colleague
):
    task = comment_on(
        foi_request=foi_request,
        question=one,
        words="Find the contract.",
        assigned_to=colleague,
        wanted_by=ON,
        by=officer,
        on=ON,
    )
    named = comment_on(
        foi_request=foi_request,
        question=one,
        words="@kim.lee is this so?",
        by=officer,
        on=ON,
    )
    client.force_login(colleague)

    html = client.get(reverse("home")).content.decode()
    assert f"Task from {officer}" in html
    assert "Find the contract." in html
    assert "@kim.lee is this so?" in html
    assert reverse("comment", args=[foi_request.reference, task.pk]) in html

    done = f"{page(foi_request)}{task.pk}/resolve/?from=home"
    assert "Task done." in client.post(done, follow=True).content.decode()
    read = f"{page(foi_request)}{named.pk}/read/"
    html = client.post(read, follow=True).content.decode()
    assert "Task from" not in html
    assert "is this so?" not in html


def test_home_forgets_what_the_person_may_not_see_any_more(
    client, foi_request, one, officer, colleague
):
    for assigned_to in (None, colleague):
        comment_on(
            foi_request=foi_request,
            question=one,
            words="@kim.lee?",
            assigned_to=assigned_to,
            by=officer,
            on=ON,
        )
    foi_request.is_restricted = True
    foi_request.save()
    client.force_login(colleague)

    assert "@kim.lee?" not in client.get(reverse("home")).content.decode()


def test_a_resolved_thread_waits_for_no_person(client, comment, officer, colleague):
    reply_to_comment(comment=comment, words="@kim.lee?", by=officer, on=ON)
    resolve_comment(comment=comment, by=officer, on=ON, at=AT)
    client.force_login(colleague)

    assert "@kim.lee?" not in client.get(reverse("home")).content.decode()


# --- What it costs ---


@pytest.mark.parametrize("address", ["page", "room", "home"])
def test_a_hundred_comments_take_no_more_queries(
    client, foi_request, one, officer, colleague, address, django_assert_max_num_queries
):
    def add(count):
        firsts = [
            CommentFactory(
                foi_request=foi_request,
                question_key=one.pk,
                quoted="twelve",
                is_from_text=True,
                words=f"@kim.lee {n} 🦊",
                assigned_to=colleague if n % 2 else None,
                by=officer,
            )
            for n in range(count)
        ]
        for first in firsts:
            CommentFactory(
                foi_request=foi_request,
                reply_to=first,
                question_key=one.pk,
                words="@kim.lee",
                by=officer,
            )
            first.mentions.create(person=colleague)

    url = {
        "page": page(foi_request),
        "room": f"{room_of(one)}?panel=comments",
        "home": reverse("home"),
    }[address]
    client.force_login(colleague)
    add(2)
    with django_assert_max_num_queries(80) as few:
        client.get(url)
    Comment.objects.all().delete()
    add(100)

    with django_assert_max_num_queries(len(few)):
        response = client.get(url)

    assert "98 🦊" in response.content.decode()
