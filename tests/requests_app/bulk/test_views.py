"""The pages of acts on many requests."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from requests_app.models import BulkAct, FOIRequest
from tests.factories import FOIRequestFactory, UserFactory

BACKEND = "accounts.backends.RoleBackend"


@pytest.fixture
def client(client, manager):
    client.force_login(manager, backend=BACKEND)
    return client


@pytest.fixture
def kim(manager):
    return UserFactory(
        roles=["officer"],
        authority=manager.authority,
        first_name="Kim",
        last_name="Lee",
    )


@pytest.fixture
def three(manager):
    return [FOIRequestFactory(authority=manager.authority) for _ in range(3)]


def choose(client, query="", **given):
    return client.post(reverse("choose-requests") + query, given)


def test_ticked_requests_are_assigned_after_a_preview(client, kim, three):
    closed = FOIRequestFactory(
        authority=kim.authority, state="answered", closed_on=three[0].received_on
    )
    keys = [three[0].pk, three[2].pk, closed.pk]

    said = choose(client, "?state=all", act="assign", chosen=keys)
    form = client.get(said["Location"])
    preview = client.post(
        said["Location"], {"officer": kim.pk, "team": "", "reason": "More hands."},
        follow=True,
    )  # fmt: skip
    done = client.post(preview.redirect_chain[-1][0], follow=True)

    assert "3 requests chosen" in form.text
    assert "be assigned to Kim Lee" in preview.text
    assert "Reopen the request" in preview.text
    assert "2 requests were assigned to Kim Lee" in " ".join(done.text.split())
    assert "1 stayed as it was" in " ".join(done.text.split())
    assert FOIRequest.objects.filter(officer=kim).count() == 2
    undone = client.post(
        reverse("undo-bulk-act", args=[BulkAct.objects.get().pk]), follow=True
    )
    assert "2 requests were set back" in " ".join(undone.text.split())
    assert not FOIRequest.objects.filter(officer=kim).exists()


def test_each_reason_names_the_first_requests_it_is_of(client, manager, kim):
    day = timezone.localdate()
    made = [
        FOIRequestFactory(
            authority=manager.authority,
            state="answered" if number < 105 else "lapsed",
            closed_on=day,
        )
        for number in range(117)
    ]
    one = FOIRequestFactory(
        authority=manager.authority, state="withdrawn", closed_on=day
    )
    chosen = choose(client, "?state=all", act="assign", all="yes")
    preview = client.post(
        chosen["Location"], {"officer": kim.pk, "team": "", "reason": "x"}, follow=True
    )

    page = fromstring(preview.text)
    heads = [head.text_content() for head in page.find_class("foi-bulk-why")]
    named = [
        [" ".join(one.text_content().split()) for one in each]
        for each in page.xpath("//h3/following-sibling::ul[1]")
    ]
    assert [head.partition(":")[0] for head in heads] == [
        "105 requests, for each",
        "12 requests, for each",
        "1 request",
    ]
    firsts = [str(each) for each in (*made[:10], *made[105:115])]
    assert named[0][:10] + named[1][:10] == firsts
    assert named[2] == [str(one)]
    for head, names in zip((105, 12), named, strict=False):
        shown = [name for name in names if not name.endswith(" more")]
        left = [name for name in names if name.endswith(" more")]
        assert left == ([f"{head - len(shown)} more"] if head > len(shown) else [])


def test_all_that_match_are_chosen_whatever_the_page_shows(client, manager, three):
    for each in three[:2]:
        each.flags = ["sensitive"]
        each.save()
    FOIRequestFactory(
        authority=manager.authority, flags=["sensitive"], is_restricted=True
    )

    choose(client, "?flag=sensitive&page=9", act="flag", all="yes")

    act = BulkAct.objects.get()
    assert {row.foi_request for row in act.rows.all()} == set(three[:2])
    assert act.query == "flag=sensitive"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"act": "assign"}, "No request was chosen"),
        ({"act": "assign", "chosen": ["x", "-1", "9" * 40]}, "No request was chosen"),
        ({"act": "burn", "all": "yes"}, "Choose what to do"),
        ({"all": "yes"}, "Choose what to do"),
    ],
)
def test_what_cannot_be_chosen_is_said_on_the_list(client, three, given, words):
    answer = choose(client, "?band=overdue", **given)

    assert answer["Location"] == reverse("foi-requests") + "?band=overdue"
    assert words in client.get(answer["Location"]).text
    assert not BulkAct.objects.exists()


def test_an_empty_reason_comes_back_with_the_rest_filled(client, kim, three):
    said = choose(client, act="assign", all="yes")

    page = client.post(said["Location"], {"officer": kim.pk, "reason": ""})

    assert page.status_code == 200
    assert f'<option value="{kim.pk}" selected' in page.text
    assert not BulkAct.objects.get().is_planned


def test_nobody_else_finds_an_act(client, manager, three):
    said = choose(client, act="priority", all="yes")
    act = BulkAct.objects.get()
    other = UserFactory(roles=["manager"], authority=manager.authority)
    client.force_login(other, backend=BACKEND)

    for name in ("bulk-act", "preview-bulk-act", "bulk-progress", "undo-bulk-act"):
        address = reverse(name, args=[act.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert said.status_code == 302


def test_ticked_requests_are_exported_and_all_by_their_filters(client, three):
    ticked = choose(client, "?state=all", act="export", chosen=[three[0].pk])
    every = choose(client, "?band=overdue&view=3", act="export", all="yes")

    assert ticked["Location"] == (reverse("export-requests") + f"?ticked={three[0].pk}")
    assert "1 chosen request" in client.get(ticked["Location"]).text
    assert every["Location"] == reverse("export-requests") + "?band=overdue"


def test_a_list_of_chosen_requests_shows_just_these(client, three):
    address = f"{reverse('foi-requests')}?ticked={three[0].pk},{three[1].pk},x"

    page = client.get(address)

    assert {row.foi_request for row in page.context["object_list"]} == set(three[:2])
    assert "2 chosen requests" in page.text


def test_ticked_requests_are_acknowledged_together(client, three):
    soon = timezone.localdate() + timedelta(days=9)
    FOIRequest.objects.filter(pk__in=[three[0].pk, three[1].pk]).update(due_on=soon)

    answer = choose(client, act="acknowledge", chosen=[one.pk for one in three])
    page = client.get(answer["Location"])

    assert {one.pk for one in page.context["offered"]} == {three[0].pk, three[1].pk}
    assert "1 of the 3 requests chosen is not offered" in " ".join(page.text.split())


def test_a_preview_of_nothing_possible_has_no_button(client, kim, three):
    for each in three:
        each.officer = kim
        each.save()
    said = choose(client, act="assign", all="yes")

    preview = client.post(
        said["Location"], {"officer": kim.pk, "reason": "Again."}, follow=True
    )
    done = client.post(preview.redirect_chain[-1][0], follow=True)

    assert "This can be done to none of the requests" in preview.text
    assert "Nothing was changed" in done.text


def test_people_who_only_look_are_offered_the_spreadsheet_alone(client, manager, three):
    auditor = UserFactory(roles=["auditor"], authority=manager.authority)
    client.force_login(auditor, backend=BACKEND)

    page = client.get(reverse("foi-requests")).text
    refused = choose(client, act="assign", all="yes")

    assert 'value="export"' in page
    for act in ("assign", "flag", "priority", "acknowledge"):
        assert f'value="{act}"' not in page
    assert "Your roles do not allow this" in client.get(refused["Location"]).text


def test_the_pages_of_an_act_make_as_many_queries_for_many_rows(
    client, manager, kim, three
):
    def counted():
        said = choose(client, act="assign", all="yes")
        numbers = []
        client.post(said["Location"], {"officer": kim.pk, "reason": "More hands."})
        act = BulkAct.objects.first()
        for name in ("bulk-act", "preview-bulk-act", "bulk-progress"):
            if name == "bulk-progress":
                client.post(reverse("preview-bulk-act", args=[act.pk]))
            with CaptureQueriesContext(connection) as captured:
                page = client.get(reverse(name, args=[act.pk]))
            assert page.status_code == 200
            assert len(page.content) < 100_000
            numbers.append(len(captured))
        client.post(reverse("undo-bulk-act", args=[act.pk]))
        return numbers

    few = counted()
    for number in range(90):
        FOIRequestFactory(
            authority=manager.authority, officer=kim if number % 2 else None
        )

    assert counted() == few
