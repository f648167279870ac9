"""The pages of saved views, and views on the list."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring

from requests_app.lists.saved.queries import counts_of, is_same, query_to_keep
from requests_app.lists.saved.services import save_view
from requests_app.models import FOIRequest, SavedView
from tests.factories import FOIRequestFactory, TeamFactory, UserFactory

BACKEND = "accounts.backends.RoleBackend"


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend=BACKEND)
    return client


def keep(by, query="flag=sensitive", name="Sensitive", **given):
    given = {"audience": "owner", "is_pinned": True, **given}
    return save_view(name=name, query=query, by=by, **given)


def test_what_the_list_shows_is_saved_and_opened_again(client, officer):
    here = FOIRequestFactory(authority=officer.authority, flags=["sensitive"])
    FOIRequestFactory(authority=officer.authority)
    address = "?flag=sensitive&sort=-received,due&page=3&junk=1&columns=due,officer"

    form = client.get(reverse("save-view") + address)
    saved = client.post(
        reverse("save-view") + address,
        {"name": "Sensitive", "audience": "owner", "is_pinned": "on"},
    )
    opened = client.get(saved["Location"])
    view = SavedView.objects.get()

    assert "Flag: Sensitive" in form.text
    assert QueryDict(view.query).dict() == {
        "flag": "sensitive",
        "sort": "-received,due",
        "columns": "due,officer",
    }
    assert [row.foi_request for row in opened.context["object_list"]] == [here]
    assert opened.context["saved_view"]["name"] == "Sensitive"
    assert opened.context["is_changed"] is False
    assert [column["title"] for column in opened.context["columns"]] == [
        "Request",
        "Due",
        "Officer",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "", "audience": "owner"}, "Enter"),
        ({"name": "x" * 300, "audience": "owner"}, "80 characters or fewer"),
        ({"name": "Taken", "audience": "owner"}, "called “Taken” already"),
        ({"name": "New", "audience": "team"}, "from the list"),
    ],
)
def test_a_form_that_cannot_be_saved_comes_back_filled(client, officer, given, words):
    keep(officer, name="taken")

    page = client.post(reverse("save-view"), given)

    assert page.status_code == 200
    assert words in page.text
    assert f'value="{given["name"]}"' in page.text or not given["name"]
    assert SavedView.objects.count() == 1


def test_a_name_is_shown_as_it_was_typed(client, officer):
    keep(officer, name="<script>alert(1)</script> 🦉")

    for name in ("foi-requests", "saved-views"):
        page = client.get(reverse(name)).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🦉" in page
        assert "<script>alert" not in page


def test_a_changed_list_offers_to_update_the_view(client, officer):
    view = keep(officer)
    address = f"{reverse('foi-requests')}?flag=sensitive&band=overdue&view={view.pk}"

    page = client.get(address)
    assert page.context["is_changed"]
    assert page.context["may_update"]
    client.post(
        reverse("update-view", args=[view.pk]) + "?band=overdue", {"version": "1"}
    )
    again = client.post(
        reverse("update-view", args=[view.pk]) + "?band=today", {"version": "1"}
    )

    view.refresh_from_db()
    assert QueryDict(view.query)["band"] == "overdue"
    assert "another window" in client.get(again["Location"]).text


def test_a_colleague_may_look_and_not_update(client, officer):
    other = UserFactory(roles=["officer"], authority=officer.authority)
    view = keep(other, audience="authority")
    address = f"{reverse('foi-requests')}?band=overdue&view={view.pk}"

    page = client.get(address)

    assert page.context["is_changed"]
    assert "of this address" not in page.text
    assert "Save the changes in this view" not in page.text


def test_only_the_owner_gets_the_form_to_change_a_view(client, officer):
    other = UserFactory(roles=["officer"], authority=officer.authority)
    shared, own = keep(other, audience="authority"), keep(officer, name="Mine")

    def status(view):
        return client.get(reverse("change-view", args=[view.pk])).status_code

    assert (status(shared), status(own)) == (403, 200)
    assert status(keep(other, name="Theirs")) == 404


def test_pins_count_requests_and_reviews_apart(client, officer):
    original = FOIRequestFactory(authority=officer.authority, state="answered")
    for _ in range(2):
        FOIRequestFactory(authority=officer.authority)
    FOIRequestFactory(authority=officer.authority, review_of=original)
    keep(officer, query="state=all", name="All")
    keep(officer, query="kind=reviews", name="Reviews")
    keep(officer, query="outcome=granted", name="Nothing")

    page = client.get(reverse("count-views"), headers={"HX-Request": "true"})

    pins = fromstring(page.text).xpath("//a[@class='foi-pin']")
    assert [" ".join(pin.text_content().split()) for pin in pins] == [
        "All 3 requests and 1 review",
        "Reviews 1 review",
        "Nothing 0 requests",
    ]


def test_a_view_of_another_person_is_no_view_of_the_list(client, officer):
    other = UserFactory(roles=["officer"], authority=officer.authority)
    view = keep(other)

    page = client.get(f"{reverse('foi-requests')}?view={view.pk}")

    assert page.context["saved_view"] is None
    assert "The view of this address is no longer there" in page.text
    assert client.get(view.get_absolute_url()).status_code == 404
    for odd in ("0", "x", "9" * 30, "-1", "²"):
        assert client.get(reverse("foi-requests"), {"view": odd}).status_code == 200


def test_each_person_is_me_in_a_shared_view_and_sees_their_own_count(officer):
    other = UserFactory(roles=["officer"], authority=officer.authority)
    mine = keep(officer, query="officer=me", audience="authority")
    flagged = keep(officer, name="All", query="flag=sensitive", audience="authority")
    day = FOIRequestFactory(authority=officer.authority, officer=officer).received_on
    FOIRequestFactory(authority=officer.authority, officer=other, flags=["sensitive"])
    FOIRequestFactory(
        authority=officer.authority,
        officer=other,
        flags=["sensitive"],
        is_restricted=True,
    )
    review = FOIRequestFactory(
        authority=officer.authority,
        flags=["sensitive"],
        review_of=FOIRequest.objects.first(),
    )

    assert review.is_review
    counts = counts_of([mine, flagged], user=officer, on=day)
    assert counts == {mine.pk: (1, 0), flagged.pk: (1, 1)}


def test_counts_equal_their_lists_also_of_words_and_of_nothing(client, officer):
    FOIRequestFactory(authority=officer.authority, subject="Bridges of the town")
    FOIRequestFactory(authority=officer.authority, subject="Bridge repairs")
    queries = ["q=bridge", "state=all", "officer=none", "officer=99999", ""]
    views = [
        keep(officer, query=query, name=f"View {n}") for n, query in enumerate(queries)
    ]

    answer = client.get(reverse("count-views"), headers={"HX-Request": "true"})

    for view, pin in zip(views, answer.context["pins"], strict=True):
        page = client.get(view.get_absolute_url(), follow=True)
        assert page.context["count"] == pin["count"], view.query
    page = client.get(reverse("saved-views"))
    assert [row["count"] for row in page.context["pinned"]] == [
        pin["count"] for pin in answer.context["pins"]
    ]


def test_a_view_that_names_somebody_gone_says_so_and_finds_the_rest(client, officer):
    team = TeamFactory(authority=officer.authority)
    gone = UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name="Kim",
        last_name="Lee",
        is_active=False,
    )
    still = FOIRequestFactory(authority=officer.authority, officer=gone)
    mine = FOIRequestFactory(authority=officer.authority, officer=officer)
    query = f"officer={gone.pk},{officer.pk},99999&flag=deleted"
    view = keep(officer, query=query, name="Kim and I")
    closed = keep(officer, query=f"team={team.pk}", name="Closed team")
    team.closed_on = mine.received_on
    team.save()

    page = client.get(view.get_absolute_url(), follow=True)
    of_team = client.get(closed.get_absolute_url(), follow=True)

    assert {row.foi_request for row in page.context["object_list"]} == {still, mine}
    assert "Kim Lee has no open account now." in page.text
    assert "“Officer” has a choice that is no longer there" in page.text
    assert "“Flag” has a choice that is not in the list" in page.text
    assert f"{team} is closed now." in of_team.text
    assert client.get(reverse("saved-views")).status_code == 200


def test_deleting_asks_first_and_says_who_else_loses_the_view(client, officer):
    view = keep(officer, audience="authority")
    other = UserFactory(roles=["officer"], authority=officer.authority)
    other.pinned_views.create(view=view, position=1)

    asked = client.get(reverse("delete-view", args=[view.pk]))
    assert "1 colleague has pinned it" in asked.text
    assert SavedView.objects.exists()
    client.post(reverse("delete-view", args=[view.pk]))
    again = client.post(reverse("delete-view", args=[view.pk]))

    assert not SavedView.objects.exists()
    assert again.status_code == 404


def test_a_person_without_the_right_to_delete_is_told_so(client, officer):
    other = UserFactory(roles=["officer"], authority=officer.authority)
    view = keep(other, audience="authority")

    page = client.get(reverse("delete-view", args=[view.pk]))
    refused = client.post(reverse("delete-view", args=[view.pk]))

    assert f"Only {other} or a manager" in page.text
    assert refused.status_code != 302 or SavedView.objects.exists()
    assert SavedView.objects.exists()


def test_the_palette_finds_a_view_by_its_name(client, officer):
    view = keep(officer, name="Councillors’ requests")
    other = UserFactory(roles=["officer"], authority=officer.authority)
    keep(other, name="Councillors, mine")

    found = client.get(reverse("palette"), {"q": "councillors"}).json()["found"]

    assert [each["url"] for each in found if each["hint"] == "Saved view"] == [
        view.get_absolute_url()
    ]


def test_the_list_makes_no_further_query_for_views(client, officer):
    FOIRequestFactory(authority=officer.authority)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    before = queries(reverse("foi-requests"))
    for n in range(6):
        view = keep(officer, name=f"View {n}", query="state=all")

    assert queries(f"{reverse('foi-requests')}?view={view.pk}") == before


def test_the_same_filters_in_another_order_are_the_same_list(officer):
    assert is_same("flag=a,b&state=open", "state=open&flag=b&flag=a")
    assert not is_same("sort=due,received", "sort=received,due")
    given = QueryDict("state=&flag=sensitive&flag=political_interest&after=12")
    kept = query_to_keep(given, ["due"], user=officer)
    assert kept == "flag=sensitive&flag=political_interest&columns=due"
