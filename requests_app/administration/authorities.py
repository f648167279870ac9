"""Change the details and the references of an authority."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import (
    Authority,
    User,
    check_reference_scheme,
    make_reference,
)
from requests_app.history.administration import changed, record_change
from requests_app.models import ReferenceCounter
from requests_app.refusals import Refusal

# The details of an authority that letters and pages show.
DETAILS: Final = (
    "name",
    "short_name",
    "address",
    "email",
    "telephone",
    "website",
    "signatory",
    "review_contact",
    "answer_target",
)
# Enough numbers and years to show whether two schemes ever make the same reference.
_NUMBERS: Final = (*range(1, 1200), *range(9_990, 10_010))
_YEARS: Final = range(2019, 2034)


class DetailsNotSaved(Refusal):
    """The details of the authority cannot be saved."""


class SchemeNotChanged(Refusal):
    """The authority cannot have this reference scheme."""

    field = "reference_scheme"


def details_of(authority: Authority) -> dict[str, Any]:
    """Return the details that `change_details` changes, by name."""
    return {name: getattr(authority, name) for name in DETAILS}


@transaction.atomic
def change_details(
    *,
    authority: Authority,
    details: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
    by: User | None,
) -> Authority:
    """Change the name, address and other details of an authority.

    Letters already issued keep what they say.

    Args:
        authority: The authority.
        details: The new details, by the names in `DETAILS`.
        seen: The details on the page of the administrator; None where no page showed
            them.
        by: The administrator; None for a command.

    Raises:
        DetailsNotSaved: Another authority has the name, nothing would change, or
            another person changed the details since `seen`.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    before = details_of(authority)
    if seen is not None and changed(before, seen):
        raise DetailsNotSaved(
            "Another person has changed these details since you opened this page. Your "
            "entries are still below: compare them with the page, then save again."
        )
    after = {**before, **details}
    if not (changes := changed(before, after)):
        raise DetailsNotSaved("Nothing was changed: these are the details already.")
    for name, value in after.items():
        setattr(authority, name, value)
    others = Authority.objects.exclude(pk=authority.pk)
    if others.filter(name__iexact=authority.name).exists():
        raise DetailsNotSaved("Another authority has this name.", "name")
    authority.save(update_fields=DETAILS)
    record_change(
        authority=authority,
        by=by,
        subject=f"Authority {authority}",
        what="Details changed",
        changes=changes,
    )
    return authority


def sharing_series(scheme: str, *, other_than: Authority | None) -> list[Authority]:
    """Return the authorities whose scheme would make some of the same references.

    Args:
        scheme: A scheme with a number and a year.
        other_than: The authority that is to have the scheme; None for a new one.
    """
    ours = _made(scheme)
    others = Authority.objects.all()
    if other_than is not None:
        others = others.exclude(pk=other_than.pk)
    return [
        other
        for other in others
        if other.reference_scheme == scheme or ours & _made(other.reference_scheme)
    ]


def next_reference(authority: Authority, scheme: str, *, on: date) -> str:
    """Return the reference of the authority's next request under a scheme.

    A number taken by an authority with the same series is skipped when it comes.
    """
    counter = ReferenceCounter.objects.filter(authority=authority, year=on.year).first()
    return make_reference(scheme, (counter.last_number if counter else 0) + 1, on.year)


@transaction.atomic
def change_reference_scheme(
    *,
    authority: Authority,
    reference_scheme: str,
    is_shared: bool = False,
    by: User | None,
) -> Authority:
    """Change the form of the references of new requests. Given references stay.

    Args:
        authority: The authority.
        reference_scheme: The new scheme.
        is_shared: Whether the administrator agrees to share one series of numbers with
            the authorities that `sharing_series` names.
        by: The administrator; None for a command.

    Raises:
        SchemeNotChanged: The scheme is not possible, is the present one, or makes
            references of another authority without an agreement.
    """
    # Two administrators who choose the same scheme take turns.
    list(Authority.objects.order_by("pk").select_for_update(no_key=True))
    authority = Authority.objects.get(pk=authority.pk)
    try:
        check_reference_scheme(reference_scheme)
    except ValidationError as problem:
        raise SchemeNotChanged(" ".join(problem.messages)) from problem
    before = authority.reference_scheme
    if reference_scheme == before:
        raise SchemeNotChanged("This is the scheme already. Nothing was changed.")
    sharing = sharing_series(reference_scheme, other_than=authority)
    if sharing and not is_shared:
        raise SchemeNotChanged(shared_with(sharing))
    authority.reference_scheme = reference_scheme
    authority.is_series_shared = bool(sharing)
    authority.save(update_fields=["reference_scheme", "is_series_shared"])
    record_change(
        authority=authority,
        by=by,
        subject="Reference scheme",
        what=f"Changed; shared with {named(sharing)}" if sharing else "Changed",
        changes={"reference_scheme": [before, reference_scheme]},
    )
    for other in sharing:
        record_change(
            authority=other,
            by=by,
            subject="Reference scheme",
            what=f"{authority} now shares this series of numbers",
        )
    return authority


def shared_with(others: list[Authority]) -> str:
    """Say that the scheme makes references of other authorities."""
    return (
        f"{named(others)} would have the same series of numbers. Add letters of your "
        "own, such as NW/{number}-{year}, or agree to share the numbers."
    )


def named(authorities: list[Authority]) -> str:
    """Return the names of authorities, as a sentence has them."""
    return " and ".join(str(authority) for authority in authorities)


def _made(scheme: str) -> set[str]:
    return {
        make_reference(scheme, number, year) for number in _NUMBERS for year in _YEARS
    }
