"""Open or close the public form of an authority, and set its address."""

from typing import Any, Final

from django.db import transaction

from accounts.models import Authority, User
from requests_app.history.administration import changed, record_change
from requests_app.refusals import Refusal

SETTINGS: Final = ("slug", "is_form_open", "privacy_notice")


class FormNotChanged(Refusal):
    """The settings of the public form cannot be saved."""


@transaction.atomic
def change_public_form(
    *,
    authority: Authority,
    slug: str,
    is_form_open: bool,
    privacy_notice: str,
    by: User,
) -> Authority:
    """Change the settings of the public form.

    Args:
        authority: The authority.
        slug: Its short address, as in /ask/cadnam/.
        is_form_open: Whether everybody may ask by the form.
        privacy_notice: The address of the authority's notice; "" for none.
        by: The administrator.

    Raises:
        FormNotChanged: Another authority has the address, or nothing would change.
    """
    locked = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    before = {name: getattr(locked, name) for name in SETTINGS}
    after: dict[str, Any] = {
        "slug": slug,
        "is_form_open": is_form_open,
        "privacy_notice": privacy_notice,
    }
    if not (changes := changed(before, after)):
        raise FormNotChanged("Nothing was changed: these are the settings already.")
    if Authority.objects.exclude(pk=locked.pk).filter(slug=slug).exists():
        raise FormNotChanged("Another authority has this short address.", "slug")
    for name, value in after.items():
        setattr(locked, name, value)
    locked.save(update_fields=SETTINGS)
    record_change(
        authority=locked,
        by=by,
        subject="Public form",
        what="Settings changed",
        changes=changes,
    )
    return locked
