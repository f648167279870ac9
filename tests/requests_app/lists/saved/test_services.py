"""Saving, sharing, changing, pinning and deleting views."""

import pytest

from requests_app.lists.saved import services
from requests_app.lists.saved.queries import pinned_by
from requests_app.lists.saved.services import ViewNotPossible, save_view
from requests_app.models import PinnedView, SavedView
from tests.factories import TeamFactory, UserFactory


def keep(by, name="Late", audience="owner", **given):
    given = {"query": "band=overdue", "is_pinned": False, **given}
    return save_view(name=name, audience=audience, by=by, **given)


@pytest.fixture
def colleague(officer):
    return UserFactory(roles=["officer"], authority=officer.authority)


def test_a_view_of_ones_own_is_seen_by_nobody_else(officer, colleague):
    view = keep(officer)

    assert SavedView.objects.visible_to(officer).get() == view
    assert not SavedView.objects.visible_to(colleague).exists()


def test_a_view_is_shared_with_a_team_or_the_authority(officer, colleague):
    team = TeamFactory(authority=officer.authority)
    officer.team = team
    officer.save()
    elsewhere = UserFactory(roles=["manager"])
    of_team = keep(officer, "Team", "team")
    of_all = keep(officer, "All", "authority")

    assert set(SavedView.objects.visible_to(colleague)) == {of_all}
    colleague.team = team
    assert set(SavedView.objects.visible_to(colleague)) == {of_team, of_all}
    assert not SavedView.objects.visible_to(elsewhere).exists()


def test_whoever_is_in_no_team_cannot_share_with_one(officer):
    with pytest.raises(ViewNotPossible, match="no team") as refused:
        keep(officer, audience="team")

    assert refused.value.field == "audience"
    assert not SavedView.objects.exists()


def test_a_name_is_taken_in_any_spelling_and_free_to_others(officer, colleague):
    keep(officer, "Late 🐌 <script>")

    with pytest.raises(ViewNotPossible, match="Choose another name") as refused:
        keep(officer, "LATE 🐌 <SCRIPT>")
    keep(colleague, "Late 🐌 <script>")

    assert refused.value.field == "name"
    assert SavedView.objects.count() == 2


def test_filters_without_end_are_not_kept(officer):
    with pytest.raises(ViewNotPossible, match="too long"):
        keep(officer, query="q=" + "x" * 10_000)


def test_only_the_owner_changes_a_view(officer, colleague):
    view = keep(officer, audience="authority")

    with pytest.raises(ViewNotPossible, match=str(officer)):
        services.change_view(
            view=view, name="Mine", audience="owner", version=1, by=colleague
        )
    with pytest.raises(ViewNotPossible, match=str(officer)):
        services.update_view(view=view, query="", version=1, by=colleague)

    view.refresh_from_db()
    assert (view.name, view.query) == ("Late", "band=overdue")


def test_of_two_windows_the_second_does_not_undo_the_first_unseen(officer):
    view = keep(officer)
    services.update_view(view=view, query="state=answering", version=1, by=officer)

    with pytest.raises(ViewNotPossible, match="another window"):
        services.change_view(
            view=view, name="Other", audience="owner", version=1, by=officer
        )

    view.refresh_from_db()
    assert (view.name, view.query, view.version) == ("Late", "state=answering", 2)


def test_a_view_stays_with_its_team_when_its_owner_moves(officer):
    before = TeamFactory(authority=officer.authority)
    officer.team = before
    officer.save()
    view = keep(officer, audience="team")
    officer.team = TeamFactory(authority=officer.authority)
    officer.save()

    changed = services.change_view(
        view=view, name="Still theirs", audience="team", version=1, by=officer
    )

    assert changed.team == before


def test_a_manager_deletes_what_is_shared_and_nothing_else(officer, colleague):
    manager = UserFactory(roles=["manager"], authority=officer.authority)
    own, shared = keep(officer), keep(officer, "Shared", "authority")

    with pytest.raises(ViewNotPossible):
        services.delete_view(view=shared, by=colleague)
    with pytest.raises(ViewNotPossible):
        services.delete_view(view=own, by=manager)
    services.delete_view(view=shared, by=manager)

    assert list(SavedView.objects.all()) == [own]


def test_pins_have_an_order_and_an_end(officer):
    views = [keep(officer, f"{n}", is_pinned=True) for n in range(6)]
    seventh = keep(officer, "6")

    with pytest.raises(ViewNotPossible, match="Unpin one first"):
        services.pin_view(view=seventh, by=officer)
    services.pin_view(view=views[0], by=officer)
    services.move_pin_up(view=views[2], by=officer)
    services.unpin_view(view=views[5], by=officer)
    services.pin_view(view=seventh, by=officer)

    assert [each.name for each in pinned_by(officer)] == ["0", "2", "1", "3", "4", "6"]
    with pytest.raises(ViewNotPossible, match="the first already"):
        services.move_pin_up(view=views[0], by=officer)


def test_a_pin_goes_when_the_view_is_no_longer_shared(officer, colleague):
    view = keep(officer, audience="authority")
    services.pin_view(view=view, by=colleague)
    services.change_view(
        view=view, name="Late", audience="owner", version=1, by=officer
    )

    assert pinned_by(colleague) == []
    mine = keep(colleague, is_pinned=True)
    assert [pin.view for pin in PinnedView.objects.filter(person=colleague)] == [mine]


def test_whoever_has_a_hundred_views_deletes_one_first(officer):
    SavedView.objects.bulk_create(
        SavedView(authority=officer.authority, owner=officer, name=f"{n}")
        for n in range(services.MOST_SAVED)
    )

    with pytest.raises(ViewNotPossible, match="Delete one"):
        keep(officer)
