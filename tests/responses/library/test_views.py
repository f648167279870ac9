from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from responses.library.views import in_a_year
from responses.models import Paragraph
from tests.factories import ParagraphFactory, UserFactory

LIBRARY = reverse("library")


@pytest.fixture
def own(officer):
    return ParagraphFactory(authority=officer.authority, owner=officer)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def typed(owner, **changed):
    later = timezone.localdate() + timedelta(days=200)
    return {
        "regime": "FOIA",
        "provisions": "31(1), 36(2)",
        "kind": "harm",
        "topic": "Cameras",
        "text": "Drivers would brake only there, by {{ due_date }}.",
        "owner": owner.pk,
        "review_on_0": later.day,
        "review_on_1": later.month,
        "review_on_2": later.year,
        "version": 0,
        **changed,
    }


def topics(page):
    return [entry.topic for entry in page.context["page"]]


# --- The list -----------------------------------------------------------------------


def test_the_list_has_the_own_paragraphs_before_the_released_ones(as_officer, own):
    ParagraphFactory(topic="Of another authority")

    page = as_officer.get(LIBRARY)

    assert topics(page)[0] == own.topic
    assert page.context["page"].paginator.count > 100
    assert "Of another authority" not in page.text
    assert "Add a paragraph" not in page.text


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"provision": "31(1)(a)"}, True),
        ({"provision": "31"}, True),
        ({"provision": "31(2)"}, False),
        ({"provision": "3"}, False),
        ({"kind": "harm"}, True),
        ({"kind": "balance"}, False),
        ({"regime": "EIR"}, False),
        ({"q": "DRIVER cameras"}, True),
        ({"q": "zebra"}, False),
        ({"status": "mine"}, True),
        ({"status": "own"}, True),
        ({"status": "released"}, False),
        ({"status": "past_review"}, False),
        ({"status": "retired"}, False),
        ({"status": "nonsense", "kind": "nonsense"}, True),
    ],
)
def test_the_list_is_filtered(as_officer, own, asked, is_found):
    page = as_officer.get(LIBRARY, asked)

    assert (own.topic in topics(page)) is is_found


def test_a_past_review_is_warned_of(as_officer, officer):
    ParagraphFactory(authority=officer.authority, review_on=date(2026, 1, 2))

    page = as_officer.get(LIBRARY, {"status": "past_review"})

    assert "The review date of 1 paragraph is past" in page.text
    assert "Review was due 2 January 2026" in page.text
    assert topics(page) == ["Cameras"]


def test_a_retired_paragraph_is_only_among_the_retired(as_officer, officer):
    ParagraphFactory(
        authority=officer.authority, retired_at=timezone.now(), retired_by=officer
    )

    assert "Cameras" not in topics(as_officer.get(LIBRARY))
    assert topics(as_officer.get(LIBRARY, {"status": "retired"})) == ["Cameras"]


def test_nothing_found_says_so(as_officer):
    page = as_officer.get(LIBRARY, {"q": "zebra crossing"})

    assert "No paragraph matches" in page.text


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_takes_the_same_queries_however_long(
    as_officer, officer, count, django_assert_num_queries
):
    ParagraphFactory.create_batch(count, authority=officer.authority)

    with django_assert_num_queries(5):
        as_officer.get(LIBRARY)


# --- Adding -------------------------------------------------------------------------


def test_a_manager_adds_a_paragraph(as_manager, officer):
    page = as_manager.get(reverse("add-paragraph"))
    assert "{{ due_date }}" in page.text

    done = as_manager.post(reverse("add-paragraph"), typed(officer), follow=True)

    made = Paragraph.objects.get()
    assert made.provisions == ["FOIA 31(1)", "FOIA 36(2)"]
    assert "Paragraph added" in done.text
    assert "FOIA 31(1), FOIA 36(2)" in done.text


def test_an_unknown_field_is_told_and_the_words_stay(as_manager, officer):
    words = "Reply by {{ due_dat }}, or else."

    page = as_manager.post(reverse("add-paragraph"), typed(officer, text=words))

    assert "Did you mean {{ due_date }}?" in page.text
    assert words in page.text
    assert not Paragraph.objects.exists()


def test_a_released_paragraph_is_adapted(as_manager, officer):
    url = f"{reverse('add-paragraph')}?from=foia-harm-43"

    page = as_manager.get(url)
    form = page.context["form"]
    assert form.initial["provisions"] == "43(2)"
    assert "competitors" in form.initial["text"]

    as_manager.post(url, typed(officer))
    made = Paragraph.objects.get()
    assert made.adapted_from == "foia-harm-43"
    assert "Adapted from" in as_manager.get(made.get_absolute_url()).text


def test_an_owner_of_another_authority_cannot_be_chosen(as_manager):
    stranger = UserFactory(roles=["officer"])

    page = as_manager.post(reverse("add-paragraph"), typed(stranger))

    assert page.context["form"].errors.keys() == {"owner"}


def test_an_officer_adds_no_paragraph(as_officer):
    assert as_officer.get(reverse("add-paragraph")).status_code == 403


# --- A paragraph and its versions ---------------------------------------------------


def test_the_owner_changes_a_paragraph_and_compares_the_versions(
    as_officer, officer, own
):
    url = reverse("change-paragraph", args=[own.pk])
    assert as_officer.get(url).context["form"].initial["provisions"] == "31(1)"

    text = "A driver who knew where our cameras stand would speed elsewhere."
    changed = typed(officer, version=1, text=text)
    page = as_officer.post(url, changed, follow=True)

    assert "Paragraph saved" in page.text
    assert "<ins>speed elsewhere.</ins>" in page.text
    assert "<del>brake only there.</del>" in page.text
    assert [one.number for one in page.context["versions"]] == [2, 1]


def test_any_two_versions_are_compared(as_officer, own):
    for number, text in ((2, "Second."), (3, "Third.")):
        own.versions.create(
            number=number,
            text=text,
            owner=own.owner,
            by=own.owner,
            review_on=own.review_on,
        )

    def numbers(**asked):
        page = as_officer.get(own.get_absolute_url(), asked)
        return [side.row.number for side, *_ in page.context["sides"]]

    assert numbers() == [2, 3]
    assert numbers(then=3, now=1) == [1, 3]
    assert numbers(then=2, now=2) == []
    assert numbers(then="x", now=99) == []


def test_a_stale_change_shows_both(as_officer, officer, own):
    url = reverse("change-paragraph", args=[own.pk])
    as_officer.post(url, typed(officer, version=1, text="First words."))

    page = as_officer.post(url, typed(officer, version=1, text="Second words."))

    assert page.status_code == 409
    assert "First words." in page.text
    assert "Second words." in page.text
    assert 'name="version" value="2"' in page.text


def test_another_officer_reads_and_does_not_change(client, officer, own):
    client.force_login(UserFactory(roles=["officer"], authority=officer.authority))

    page = client.get(own.get_absolute_url())
    assert own.text in page.text
    assert "Change or review" not in page.text
    for name in ("change-paragraph",):
        assert client.get(reverse(name, args=[own.pk])).status_code == 403
    told = client.post(reverse("retire-paragraph", args=[own.pk]), follow=True)
    assert "Ask the owner or a manager" in told.text
    own.refresh_from_db()
    assert own.retired_at is None


def test_a_paragraph_is_retired_and_brought_back(as_officer, own):
    page = as_officer.post(reverse("retire-paragraph", args=[own.pk]), follow=True)
    assert "Paragraph retired" in page.text
    assert "Bring back" in page.text

    page = as_officer.post(reverse("bring-back-paragraph", args=[own.pk]), follow=True)
    assert "Paragraph in use again" in page.text


def test_a_paragraph_of_another_authority_is_not_found(as_manager):
    other = ParagraphFactory()

    for name in ("paragraph", "change-paragraph"):
        assert as_manager.get(reverse(name, args=[other.pk])).status_code == 404
    assert (
        as_manager.post(reverse("retire-paragraph", args=[other.pk])).status_code == 404
    )


def test_a_released_paragraph_tells_on_what_it_rests(as_manager):
    page = as_manager.get(reverse("released-paragraph", args=["foia-harm-43"]))

    assert "FOIA 2000 s.43(2)" in page.text
    assert "Adapt for your authority" in page.text
    missing = as_manager.get(reverse("released-paragraph", args=["no-such"]))
    assert missing.status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_takes_the_same_queries_however_many_versions(
    as_officer, own, count, django_assert_num_queries
):
    for number in range(2, count + 2):
        own.versions.create(
            number=number,
            text="More.",
            owner=own.owner,
            by=own.owner,
            review_on=own.review_on,
        )

    with django_assert_num_queries(5):
        as_officer.get(own.get_absolute_url())


def test_a_year_after_a_leap_day_is_a_day():
    assert in_a_year(date(2028, 2, 29)) == date(2029, 2, 28)
    assert in_a_year(date(2026, 12, 1)) == date(2027, 12, 1)
