from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from requests_app.models import HistoryEntry, Requester
from requests_app.requesters.erasing import NotErased, erase_requester
from requests_app.requesters.keeping import RequesterNotPossible
from requests_app.requesters.merging import (
    NotMerged,
    NotSplit,
    merge_requesters,
    split_requester,
    undo_merge,
)
from requests_app.requesters.queries import requesters_without_requests
from requests_app.requesters.services import change_requester
from tests.factories import FOIRequestFactory, RequesterFactory, UserFactory

TODAY = date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stays(officer):
    return RequesterFactory(authority=officer.authority, addresses=["1 Low Road"])


@pytest.fixture
def goes(officer):
    return RequesterFactory(
        authority=officer.authority,
        name="A. Requester",
        emails=["alex@work.example"],
        addresses=["2 High Road"],
        organisation="Reading Circle",
        format_needs="large_print",
        note="Prefers mornings.",
    )


def asked(requester, **more):
    return FOIRequestFactory(authority=requester.authority, requester=requester, **more)


def merge(stays, goes, by, reason="They said so by telephone."):
    merged = merge_requesters(
        requester=stays, gone=goes, reason=reason, by=by, on=TODAY
    )
    goes.refresh_from_db()
    return merged


def kinds(foi_request):
    found = HistoryEntry.objects.filter(foi_request=foi_request)
    return [entry.kind for entry in found.order_by("pk")]


def test_a_merge_moves_every_request_and_joins_what_is_known(officer, stays, goes):
    moved = [asked(goes), asked(goes, is_restricted=True)]
    stayed = asked(stays)

    merged = merge(stays, goes, officer)

    assert set(merged.foi_requests.all()) == {*moved, stayed}
    assert merged.other_names == ["A. Requester"]
    assert merged.emails == ["alex@requester.example", "alex@work.example"]
    assert merged.addresses == ["1 Low Road", "2 High Road"]
    assert merged.format_wanted == "Large print wanted"
    assert merged.organisation == "Reading Circle"
    assert merged.note == "Prefers mornings."
    assert goes.merged_into == merged
    entry = HistoryEntry.objects.get(foi_request=moved[0])
    assert entry.kind == "requesters_merged"
    assert entry.note == "They said so by telephone."
    assert entry.changes == {"requester_record": [goes.label, stays.label]}
    assert kinds(stayed) == []


def test_a_merge_is_undone_with_what_it_added(officer, stays, goes):
    moved, kept = asked(goes), asked(stays)
    merge(stays, goes, officer)
    later = asked(stays)

    back = undo_merge(entry=stays.entries.get(kind="merged"), by=officer, on=TODAY)

    stays.refresh_from_db()
    assert list(back.foi_requests.all()) == [moved]
    assert set(stays.foi_requests.all()) == {kept, later}
    assert (stays.other_names, stays.emails) == ([], ["alex@requester.example"])
    assert (stays.organisation, stays.note, stays.format_needs) == ("", "", "")
    assert back.merged_into is None
    assert kinds(moved) == ["requesters_merged", "merge_of_requesters_undone"]


def test_undoing_a_merge_keeps_what_was_changed_since(officer, stays, goes):
    merged = merge(stays, goes, officer)
    change_requester(
        requester=merged,
        version=merged.version,
        by=officer,
        on=TODAY,
        organisation="Chess Club",
        emails=["alex@work.example", "third@requester.example"],
    )

    undo_merge(entry=stays.entries.get(kind="merged"), by=officer, on=TODAY)

    stays.refresh_from_db()
    assert stays.organisation == "Chess Club"
    assert stays.emails == ["third@requester.example"]


def test_a_merge_is_undone_once(officer, stays, goes):
    merge(stays, goes, officer)
    entry = stays.entries.get(kind="merged")
    undo_merge(entry=entry, by=officer, on=TODAY)

    with pytest.raises(NotMerged, match="already"):
        undo_merge(entry=entry, by=officer, on=TODAY)


def test_impossible_merges_are_refused(officer, stays, goes):
    with pytest.raises(NotMerged, match="same one"):
        merge(stays, stays, officer)
    with pytest.raises(NotMerged, match="another authority"):
        merge(stays, RequesterFactory(), officer)
    merge(stays, goes, officer)
    with pytest.raises(RequesterNotPossible, match="merged into another"):
        merge(stays, goes, officer)


def test_a_split_moves_the_requests_chosen_to_a_new_record(officer, stays):
    kept = asked(stays)
    others = [
        asked(
            stays,
            requester_name="Robin Sample",
            requester_email="robin@here.example",
            received_on=day,
        )
        for day in (date(2026, 3, 2), date(2026, 3, 9))
    ]

    made = split_requester(
        requester=stays,
        foi_requests=others,
        reason="Father and son.",
        by=officer,
        on=TODAY,
    )

    assert set(made.foi_requests.all()) == set(others)
    assert list(stays.foi_requests.all()) == [kept]
    assert (made.name, made.emails) == ("Robin Sample", ["robin@here.example"])
    assert kinds(others[0]) == ["requester_split"]
    assert [entry.kind for entry in made.entries.all()] == ["split_off"]
    assert stays.entries.get().note == "Father and son."


def test_a_split_needs_requests_of_the_record(officer, stays, goes):
    for chosen in ([], [asked(goes)]):
        with pytest.raises(NotSplit, match=r"[Cc]hoose"):
            split_requester(
                requester=stays,
                foi_requests=chosen,
                reason="Two people.",
                by=officer,
                on=TODAY,
            )


def test_a_restricted_request_tells_a_shared_record_nothing(officer, stays):
    shown = asked(stays, requester_name="Robin Sample")
    hidden = asked(
        stays,
        requester_name="Robin Secret",
        requester_email="secret@here.example",
        received_on=date(2026, 3, 9),
        is_restricted=True,
    )

    made = split_requester(
        requester=stays,
        foi_requests=[shown, hidden],
        reason="Two people.",
        by=officer,
        on=TODAY,
    )

    assert made.names == ["Robin Sample"]
    assert "secret@here.example" not in made.emails


def test_an_erased_record_says_nothing_in_its_history_either(officer, stays, goes):
    change_requester(
        requester=stays, version=1, by=officer, on=TODAY, organisation="Chess Club"
    )
    merge(stays, goes, officer)
    closed = asked(stays, state="answered")

    erased = erase_requester(
        requester=stays, reason="The period has ended.", by=officer, on=TODAY
    )

    goes.refresh_from_db()
    for each in (erased, goes):
        assert each.names == each.emails == each.addresses == each.known_by == []
        assert each.organisation == each.note == ""
        entry, *earlier = each.entries.all()
        assert (entry.kind, entry.note) == ("erased", "The period has ended.")
        assert all(one.note == "" and one.changes == {} for one in earlier)
    closed.refresh_from_db()
    assert closed.requester_name == "Alex Requester"
    assert str(erased) == f"Erased requester {erased.pk}"


def test_a_record_with_an_open_request_is_not_erased(officer, stays):
    asked(stays)

    with pytest.raises(NotErased, match="open request"):
        erase_requester(requester=stays, reason="Asked to.", by=officer, on=TODAY)


def test_an_erasure_leaves_hidden_requests_a_record_and_tells_nothing(officer, stays):
    asked(stays, state="answered")
    hidden = asked(stays, is_restricted=True)

    erase_requester(requester=stays, reason="Asked to.", by=officer, on=TODAY)

    hidden.refresh_from_db()
    assert hidden.requester != stays
    assert hidden.requester.name == "Alex Requester"
    assert hidden.requester not in Requester.objects.visible_to(officer)


def test_records_without_requests_are_found_by_the_day_of_their_last_change(stays):
    kept = RequesterFactory(authority=stays.authority, changed_on=date(2020, 1, 1))
    asked(kept)
    old = RequesterFactory(authority=stays.authority, changed_on=date(2020, 1, 1))

    assert list(requesters_without_requests(date(2026, 1, 1))) == [old]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE requests_app_requesterentry SET note = 'Another'",
        "UPDATE requests_app_requesterentry SET note = '', changes = '{}', kind = 'x'",
        "DELETE FROM requests_app_requesterentry",
    ],
)
def test_the_history_of_a_record_is_written_once(officer, stays, sql):
    change_requester(requester=stays, version=1, by=officer, on=TODAY, name="Alex R.")

    with (
        pytest.raises(DatabaseError, match="written once"),
        connection.cursor() as cursor,
        transaction.atomic(),
    ):
        cursor.execute(sql)


def test_a_merge_shows_first_what_moves(client, officer, stays, goes):
    goes.emails, goes.known_by = stays.emails, [*goes.known_by, *stays.emails]
    goes.save()
    asked(goes, reference="MOVES-1")
    asked(goes, reference="HIDDEN-2", is_restricted=True)
    client.force_login(officer)
    address = reverse("merge-requesters", kwargs={"requester": stays.pk})
    typed = {"gone": goes.pk, "reason": "One person."}

    assert "Same e-mail address" in client.get(address).content.decode()
    preview = client.post(address, typed).content.decode()
    assert "MOVES-1" in preview
    assert "HIDDEN-2" not in preview
    assert "1 request:" in preview
    goes.refresh_from_db()
    assert goes.merged_into is None

    client.post(address, {**typed, "confirmed": goes.pk})
    goes.refresh_from_db()
    assert goes.merged_into == stays
    shown = client.get(stays.get_absolute_url()).content.decode()
    assert "Undo the merge" in shown

    entry = stays.entries.get(kind="merged")
    undo = reverse("undo-merge", kwargs={"requester": stays.pk, "entry": entry.pk})
    assert client.post(undo).url == goes.get_absolute_url()
    assert "Undo the merge" not in client.get(stays.get_absolute_url()).content.decode()


def test_another_record_is_found_by_words_to_merge_it(client, officer, stays, goes):
    client.force_login(officer)
    address = reverse("merge-requesters", kwargs={"requester": stays.pk})

    assert "Look for it above" in client.get(address).content.decode()
    found = client.get(address, {"q": "reading circle"}).content.decode()
    assert "A. Requester" in found
    preview = client.post(
        address, {"gone": goes.pk, "reason": "One.", "q": "reading circle"}
    )
    assert "What moves" in preview.content.decode()


def test_a_record_is_split_and_erased_from_its_pages(client, officer, stays):
    client.force_login(officer)
    kept, other = asked(stays, state="answered"), asked(stays)
    split = reverse("split-requester", kwargs={"requester": stays.pk})
    erase = reverse("erase-requester", kwargs={"requester": stays.pk})

    refused = client.post(erase, {"reason": "Asked to."}).content.decode()
    assert "This person has an open request" in refused
    client.post(split, {"chosen": [other.pk], "reason": "Two people."})
    client.post(erase, {"reason": "Asked to."})

    stays.refresh_from_db()
    assert stays.erased_on is not None
    assert list(stays.foi_requests.all()) == [kept]
    shown = client.get(stays.get_absolute_url()).content.decode()
    assert "This record was erased" in shown
    assert client.get(erase).status_code == 404


def test_an_approver_merges_and_erases_nothing(client, stays):
    client.force_login(UserFactory(roles=["approver"], authority=stays.authority))

    for name in ("merge-requesters", "split-requester", "erase-requester"):
        address = reverse(name, kwargs={"requester": stays.pk})
        assert client.get(address).status_code == 403
