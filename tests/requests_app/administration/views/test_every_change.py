"""Every form of administration that succeeds adds to the record of changes.

`POSTS` says what each form sends. A page of administration that is missing here must
call a service that writes the record.
"""

import inspect
import re
import sys
from datetime import timedelta

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import SchoolClosure
from accounts.policy import Role
from requests_app.calendars.working_days import calendar_for
from requests_app.models import AdministrationEntry, DatedEntry
from responses.models import Paragraph, Wording
from statute.dated import Fact
from statute.regimes import Regime
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    ParagraphFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# A decision about background work is kept with the job.
NO_SETTING = {"retry-recalculation"}


@pytest.fixture
def chief(client):
    """A person who may use every form of administration."""
    person = UserFactory(
        roles=[role for role in Role.values if role in {"administrator", "owner"}],
        authority=AuthorityFactory(
            kind="academy", reference_scheme="M{number}/{year}", name="Midshire School"
        ),
    )
    client.force_login(person)
    return person


def later():
    """Return a working day to come that the calendar knows."""
    return calendar_for(Regime.FOIA).add(timezone.localdate(), 30)


def day_in(name, day):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def as_sent(client, url, **changed):
    """Return what the browser would send from a page, some fields changed."""
    form = client.get(url).context["form"]
    sent = {
        field.html_name: "" if field.value() is None else field.value()
        for field in form
        if field.value() is not False
    }
    return {**sent, **changed}


def details(chief, client):
    url = reverse("change-authority", args=[chief.authority_id])
    return url, as_sent(client, url, telephone="0161 496 0000")


def references(chief, client):
    url = reverse("change-reference-scheme", args=[chief.authority_id])
    scheme = "FOI{number}/{year4}"
    return url, {"reference_scheme": scheme, "confirmed": scheme}


def kind(chief, client):
    url = reverse("change-kind", args=[chief.authority_id])
    choice = {"kind": "council", "law": "uk", "reason": "Entered wrongly."}
    return url, {**choice, "confirmed": "council uk"}


def interpretations(chief, client):
    url = reverse("change-interpretations", args=[chief.authority_id])
    return url, as_sent(client, url, clarification="pause", reason="The board said so.")


def closure(chief, client):
    days = day_in("first_on", later()) | day_in("last_on", later())
    return reverse("record-closure", args=[chief.authority_id]), {
        "kind": "school_closed",
        "name": "Snow",
        **days,
    }


def withdrawn_closure(chief, client):
    row = SchoolClosure.objects.create(
        authority=chief.authority,
        kind=SchoolClosure.Kind.SCHOOL_CLOSED,
        name="Snow",
        first_on=later(),
        last_on=later(),
        recorded_by=chief,
    )
    return reverse("withdraw-closure", args=[row.pk]), {"reason": "It melted."}


def holiday(chief, client):
    return reverse("add-holiday"), {
        **day_in("on", later()),
        "name": "Jubilee",
        "divisions": ["E&W"],
        "reason": "Proclaimed.",
    }


def removed_holiday(chief, client):
    known = sorted(calendar_for(Regime.FOIA).holidays)
    day = next(day for day in reversed(known) if (day.month, day.day) == (12, 25))
    return reverse("remove-holiday", args=[day]), {
        "divisions": ["E&W"],
        "reason": "Moved.",
    }


def dated_law(chief, client):
    url = reverse("add-dated-entry", args=["limit_others"])
    return url, {
        **day_in("from_on", later()),
        "limit_pence": "500",
        "hourly_rate_pence": "25.00",
        "source": "SI 2027/1",
        "reason": "The limit was raised.",
    }


def withdrawn_law(chief, client):
    row = DatedEntry.objects.create(
        fact=Fact.LIMIT_SCOTLAND,
        from_on=later(),
        values={"limit_pence": 70_000, "hourly_rate_pence": 1_500},
        source="SSI 2027/1",
        reason="The limit was raised.",
        by=chief,
    )
    return reverse("withdraw-dated-entry", args=[row.pk]), {"reason": "Not so."}


def recalculation(chief, client):
    return reverse("request-recalculation"), {"reason": "A new release."}


def letterhead(chief, client):
    url = reverse("letterhead", args=[chief.authority_id])
    sent = as_sent(client, url, undo_minutes="7")
    return url, {name: value for name, value in sent.items() if value != ""}


def wording(chief, client):
    url = reverse("change-wording", args=[chief.authority_id, "en", "rights.heading"])
    return url, {"text": "If you are unhappy", "number": 0}


def restored_wording(chief, client):
    Wording.objects.create(
        authority=chief.authority,
        key="rights.heading",
        language="en",
        number=1,
        text="If you are unhappy",
        by=chief,
    )
    url = reverse(
        "restore-wording", args=[chief.authority_id, "en", "rights.heading", 0]
    )
    return url, {"number": 1}


def paragraph(chief, client):
    url = reverse("add-paragraph")
    review_on = timezone.localdate() + timedelta(days=300)
    return url, as_sent(
        client,
        url,
        regime="FOIA",
        kind="reason",
        topic="Cameras",
        provisions="31(1)",
        text="Drivers would speed elsewhere.",
        owner=chief.pk,
        **day_in("review_on", review_on),
    )


def own_paragraph(chief):
    return ParagraphFactory(authority=chief.authority, owner=chief)


def changed_paragraph(chief, client):
    url = reverse("change-paragraph", args=[own_paragraph(chief).pk])
    review_on = timezone.localdate() + timedelta(days=300)
    return url, as_sent(
        client, url, topic="Another topic", **day_in("review_on", review_on)
    )


def retired_paragraph(chief, client):
    return reverse("retire-paragraph", args=[own_paragraph(chief).pk]), {}


def paragraph_back(chief, client):
    row = own_paragraph(chief)
    Paragraph.objects.filter(pk=row.pk).update(
        retired_at=timezone.now(), retired_by=chief
    )
    return reverse("bring-back-paragraph", args=[row.pk]), {}


def team(chief, client):
    return reverse("add-team"), {"name": "North"}


def renamed_team(chief, client):
    row = TeamFactory(authority=chief.authority)
    return reverse("change-team", args=[row.pk]), {"name": "South"}


def closed_team(chief, client):
    row = TeamFactory(authority=chief.authority)
    return reverse("close-team", args=[row.pk]), {}


def department(chief, client):
    url = reverse("add-department")
    return url, as_sent(client, url, name="Fleet")


def changed_department(chief, client):
    row = DepartmentFactory(authority=chief.authority)
    url = reverse("change-department", args=[row.pk])
    return url, as_sent(client, url, name="Estates")


def closed_department(chief, client):
    row = DepartmentFactory(authority=chief.authority)
    return reverse("close-department", args=[row.pk]), {}


def merged_department(chief, client):
    row = DepartmentFactory(authority=chief.authority)
    into = DepartmentFactory(authority=chief.authority)
    return reverse("merge-department", args=[row.pk]), {"into": into.pk}


POSTS = {
    "change-authority": details,
    "change-reference-scheme": references,
    "change-kind": kind,
    "change-interpretations": interpretations,
    "record-closure": closure,
    "withdraw-closure": withdrawn_closure,
    "add-holiday": holiday,
    "remove-holiday": removed_holiday,
    "add-dated-entry": dated_law,
    "withdraw-dated-entry": withdrawn_law,
    "request-recalculation": recalculation,
    "letterhead": letterhead,
    "change-wording": wording,
    "restore-wording": restored_wording,
    "add-paragraph": paragraph,
    "change-paragraph": changed_paragraph,
    "retire-paragraph": retired_paragraph,
    "bring-back-paragraph": paragraph_back,
    "add-team": team,
    "change-team": renamed_team,
    "close-team": closed_team,
    "add-department": department,
    "change-department": changed_department,
    "close-department": closed_department,
    "merge-department": merged_department,
}


@pytest.mark.parametrize("name", POSTS)
def test_a_form_that_succeeds_adds_an_entry_with_who_and_what(client, chief, name):
    url, sent = POSTS[name](chief, client)
    before = AdministrationEntry.objects.count()

    answer = client.post(url, sent)

    assert answer.status_code == 302, answer.context["form"].errors
    assert AdministrationEntry.objects.count() == before + 1
    entry = AdministrationEntry.objects.first()
    assert entry.by == chief
    assert entry.subject
    assert entry.what
    assert entry.authority in {chief.authority, None}


def pages(patterns, above=""):
    for pattern in patterns:
        address = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, address)
        elif address.startswith(("administration/", "library/")):
            yield pattern.name, getattr(pattern.callback, "view_class", None)


def test_every_other_form_of_administration_calls_a_service_that_records():
    silent = [
        name
        for name, view in pages(get_resolver().url_patterns)
        if hasattr(view, "post")
        and name not in {*POSTS, *NO_SETTING}
        and not _records(view)
    ]

    assert silent == []


def _records(view):
    """Return whether the view, or a module that its module uses, writes the record."""
    service = getattr(view, "service", None)
    modules = {inspect.getmodule(service)} if service else set()
    own = sys.modules[view.__module__]
    modules |= {
        inspect.getmodule(value)
        for value in vars(own).values()
        if inspect.isfunction(value) and "views" not in value.__module__
    }
    writes = re.compile(r"\brecord_(?:change|step)\(")
    return any(writes.search(inspect.getsource(each)) for each in modules if each)
