"""The pages of a person's own notices."""

from datetime import date

import pytest
from django.urls import reverse

from requests_app.models import Notice
from requests_app.telling.services import tell
from tests.factories import FOIRequestFactory


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return lambda: client.get(reverse("notices"))


def told(person, foi_request, *, words="Request <b>7</b> returned.", number=1):
    (notice,) = tell(
        people=[person],
        kind="returned",
        words=words,
        url=foi_request.get_absolute_url(),
        key=f"event-{number}",
        foi_request=foi_request,
        on=date(2026, 3, 2),
    )
    return notice


def test_the_page_shows_own_notices_alone(page, officer, manager, foi_request):
    told(officer, foi_request)
    told(manager, foi_request, words="For the manager.")
    content = page().content.decode()

    assert "Request &lt;b&gt;7&lt;/b&gt; returned." in content
    assert "For the manager." not in content


def test_unread_notices_come_first(page, client, officer, foi_request):
    old = told(officer, foi_request)
    new = told(officer, foi_request, number=2)
    client.post(reverse("mark-notices-read"), {"notice": new.pk})

    assert list(page().context["notices"]) == [old, new]


def test_all_notices_are_marked_read(page, client, officer, foi_request):
    told(officer, foi_request)
    told(officer, foi_request, number=2)
    response = client.post(reverse("mark-notices-read"), follow=True)

    assert "2 notices marked as read." in response.content.decode()
    assert not Notice.objects.filter(read_at=None).exists()


def test_a_notice_leads_to_the_place_and_is_read(page, client, officer, foi_request):
    notice = told(officer, foi_request)
    response = client.get(reverse("open-notice", args=[notice.pk]))

    assert response.url == foi_request.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_the_notice_of_another_person_is_not_there(client, officer, manager, page):
    foi_request = FOIRequestFactory(authority=officer.authority)
    notice = told(manager, foi_request)

    assert client.get(reverse("open-notice", args=[notice.pk])).status_code == 404


def test_the_header_counts_until_the_place_is_opened(
    page, client, officer, foi_request
):
    told(officer, foi_request)
    assert '<strong class="foi-header__number">1</strong>' in page().content.decode()
    client.get(foi_request.get_absolute_url())

    assert "foi-header__number" not in page().content.decode()


@pytest.mark.parametrize("number", [1, 1000])
def test_the_page_takes_as_many_queries_for_many(
    page, officer, foi_request, number, django_assert_num_queries
):
    Notice.objects.bulk_create(
        Notice(
            person=officer,
            kind="returned",
            words=f"Notice {each}.",
            url="/",
            key=f"event-{each}",
            on=date(2026, 3, 2),
            way="none",
        )
        for each in range(number)
    )
    with django_assert_num_queries(6):
        assert page().status_code == 200


def test_the_page_is_in_pages(page, client, officer, foi_request):
    for each in range(51):
        told(officer, foi_request, number=each)

    assert len(page().context["notices"]) == 50
    assert client.get(f"{reverse('notices')}?page=2").status_code == 200
    assert client.get(f"{reverse('notices')}?page=3").status_code == 404


def test_the_page_shows_what_is_asked_for(client, officer, foi_request):
    old = told(officer, foi_request)
    new = told(officer, foi_request, number=2)
    (other,) = tell(
        people=[officer],
        kind="assigned",
        words="Assigned.",
        url="/",
        key="event-3",
        on=date(2026, 3, 2),
    )
    client.force_login(officer)
    client.post(reverse("mark-notices-read"), {"notice": new.pk})

    def shown(query):
        response = client.get(f"{reverse('notices')}?{query}")
        offers_all = "Mark all as read" in response.content.decode()
        return list(response.context["notices"]), offers_all

    assert shown("show=unread") == ([other, old], True)
    assert shown("about=clearance") == ([old, new], False)
    assert shown("show=unread&about=clearance") == ([old], False)
    assert shown("show=nonsense&about=nonsense") == ([other, old, new], True)
    client.post(reverse("mark-notices-read"))
    assert shown("show=unread") == ([], False)
    response = client.get(f"{reverse('notices')}?show=unread")
    assert "No notice matches the filter." in response.content.decode()


def test_the_pages_of_a_filter_keep_the_filter(client, officer, foi_request):
    for each in range(51):
        told(officer, foi_request, number=each)
    client.force_login(officer)
    content = client.get(f"{reverse('notices')}?about=clearance").content.decode()

    assert "?about=clearance&amp;page=2" in content


def test_choices_are_saved_and_shown(page, client, officer):
    address = reverse("notice-settings")
    chosen = dict.fromkeys(client.get(address).context["form"].fields, "none")
    response = client.post(address, {**chosen, "work": "digest"}, follow=True)

    form = response.context["form"]
    assert {name: form[name].value() for name in ("work", "dates")} == {
        "work": "digest",
        "dates": "none",
    }


def test_a_choice_left_out_is_asked_for(page, client, officer):
    response = client.post(reverse("notice-settings"), {"work": "digest"})

    assert "Choose" in response.context["form"].errors["dates"][0]
    assert not hasattr(officer, "notice_choices")


def test_a_request_restricted_meanwhile_leaves_the_page(
    page, officer, manager, foi_request
):
    told(officer, foi_request, words=f"Request {foi_request} returned.")
    foi_request.is_restricted = True
    foi_request.save(update_fields=["is_restricted"])
    foi_request.named_people.set([manager])
    content = page().content.decode()

    assert foi_request.reference not in content
    assert "1 unread" not in content

    foi_request.named_people.add(officer)
    assert foi_request.reference in page().content.decode()


@pytest.mark.parametrize("key", ["9" * 5_000, "9" * 20, "²", "-1", "x\0"])
def test_an_odd_key_marks_nothing_as_read(client, officer, foi_request, key):
    client.force_login(officer)
    told(officer, foi_request)
    response = client.post(reverse("mark-notices-read"), {"notice": key}, follow=True)

    assert "0 notices marked as read." in response.content.decode()
