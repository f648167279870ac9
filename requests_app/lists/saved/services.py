"""Save, change, share, pin and delete views of the list."""

from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts import policy
from accounts.models import Team, User
from requests_app.lists.around import MOST_PINNED
from requests_app.models import PinnedView, SavedView
from requests_app.refusals import Refusal

# A person with more would find none of them.
MOST_SAVED: Final = 100
# Far beyond every filter with many values.
_LONGEST_QUERY: Final = 8_000


class ViewNotPossible(Refusal):
    """The view cannot be kept, changed, pinned or deleted like this."""


@transaction.atomic
def save_view(
    *, name: str, query: str, audience: str, is_pinned: bool, by: User
) -> SavedView:
    """Keep a list under a name.

    Args:
        name: The name, unlike those of the person's other views.
        query: The filters, columns and order, as `query_to_keep` returns.
        audience: A value of `SavedView.Audience`.
        is_pinned: Whether the view stands above every list of the person.
        by: The owner.

    Raises:
        ViewNotPossible: The name is taken, the filters are too long, the person has no
            team to share with, or too many views or pins.
    """
    if by.authority is None:
        raise ViewNotPossible("You work for no authority.")
    _lock_views_of(by)
    if by.saved_views.count() >= MOST_SAVED:
        raise ViewNotPossible(
            f"You have {MOST_SAVED} views. Delete one before you save another."
        )
    _check_query(query)
    view = SavedView(authority=by.authority, owner=by, name=name, query=query)
    _share(view, audience, by.team)
    _save(view)
    if is_pinned:
        _pin(view, by)
    return view


@transaction.atomic
def change_view(
    *, view: SavedView, name: str, audience: str, version: int, by: User
) -> SavedView:
    """Rename a view, or change its audience.

    Args:
        view: The view.
        name: The new name.
        audience: The new audience.
        version: The version seen by the person.
        by: The owner.

    Raises:
        ViewNotPossible: Another person owns the view, it was changed meanwhile, or the
            name is taken.
    """
    locked = _lock(view, version, by)
    locked.name = name
    # A view stays with its team, also when its owner has moved on.
    has_team = locked.audience == SavedView.Audience.TEAM
    _share(locked, audience, locked.team if has_team else by.team)
    locked.version += 1
    _save(locked)
    return locked


@transaction.atomic
def update_view(*, view: SavedView, query: str, version: int, by: User) -> SavedView:
    """Keep other filters, columns and order under the name of a view.

    Args:
        view: The view.
        query: As for `save_view`.
        version: The version seen by the person.
        by: The owner.

    Raises:
        ViewNotPossible: Another person owns the view, it was changed meanwhile, or the
            filters are too long.
    """
    locked = _lock(view, version, by)
    _check_query(query)
    locked.query = query
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    """Delete a view, with the pins of everybody.

    Raises:
        ViewNotPossible: The person neither owns the view nor is a manager.
    """
    if not may_delete(view, by):
        raise ViewNotPossible(
            f"Only {view.owner} or a manager can delete the view “{view}”."
        )
    SavedView.objects.filter(pk=view.pk).delete()


@transaction.atomic
def pin_view(*, view: SavedView, by: User) -> None:
    """Show a view above every list of a person; a second time changes nothing.

    Raises:
        ViewNotPossible: The person has pinned as many views as there is room for.
    """
    _lock_views_of(by)
    _pin(view, by)


@transaction.atomic
def unpin_view(*, view: SavedView, by: User) -> None:
    """Show a view no longer above the lists of a person."""
    PinnedView.objects.filter(person=by, view=view).delete()


@transaction.atomic
def move_pin_up(*, view: SavedView, by: User) -> None:
    """Show a pinned view before the one before it.

    Raises:
        ViewNotPossible: The view is not pinned, or is the first.
    """
    _lock_views_of(by)
    # Pins of views no longer shared have no place in the order on screen.
    seen = SavedView.objects.visible_to(by)
    pins = list(PinnedView.objects.filter(person=by, view__in=seen))
    places = [pin.view_id for pin in pins]
    if view.pk not in places:
        raise ViewNotPossible(f"The view “{view}” is not pinned.")
    place = places.index(view.pk)
    if place == 0:
        raise ViewNotPossible(f"The view “{view}” is the first already.")
    before, moved = pins[place - 1], pins[place]
    before.position, moved.position = moved.position, before.position
    PinnedView.objects.bulk_update([before, moved], ["position"])


def may_delete(view: SavedView, user: User) -> bool:
    """Return whether a person may delete a view: the owner; if shared, a manager."""
    if view.owner_id == user.pk:
        return True
    is_manager = policy.ASSIGN_REQUEST in user.role_permissions
    return view.is_shared and is_manager and view.authority_id == user.authority_id


def _lock_views_of(person: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _lock(view: SavedView, version: int, by: User) -> SavedView:
    locked = SavedView.objects.select_for_update(of=("self",)).filter(pk=view.pk)
    found = locked.select_related("owner", "team").first()
    if found is None:
        raise ViewNotPossible(f"The view “{view}” was deleted meanwhile.")
    if found.owner_id != by.pk:
        raise ViewNotPossible(
            f"Only {found.owner} can change the view “{found}”. Save it under another "
            "name to have your own."
        )
    if found.version != version:
        raise ViewNotPossible(
            f"The view “{found}” was changed in another window meanwhile. Nothing was "
            "changed: look at it again first."
        )
    return found


def _check_query(query: str) -> None:
    if len(query) > _LONGEST_QUERY:
        raise ViewNotPossible("These filters are too long to keep. Choose fewer.")


def _share(view: SavedView, audience: str, team: Team | None) -> None:
    is_of_team = audience == SavedView.Audience.TEAM
    if is_of_team and team is None:
        raise ViewNotPossible("You are in no team to share the view with.", "audience")
    view.audience = audience
    view.team = team if is_of_team else None


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        if "saved_view_name_once_per_owner" not in str(error):
            raise
        raise ViewNotPossible(
            f"You have a view called “{view.name}” already. Choose another name.",
            "name",
        ) from error


def _pin(view: SavedView, by: User) -> None:
    pins = PinnedView.objects.filter(person=by)
    if pins.filter(view=view).exists():
        return
    # Pins of views no longer shared with the person take no room.
    pins.exclude(view__in=SavedView.objects.visible_to(by)).delete()
    last = pins.aggregate(last=Max("position"))["last"] or 0
    if pins.count() >= MOST_PINNED:
        raise ViewNotPossible(
            f"You have {MOST_PINNED} pinned views. Unpin one first.", "is_pinned"
        )
    PinnedView.objects.create(person=by, view=view, position=last + 1)
