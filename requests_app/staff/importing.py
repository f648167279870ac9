"""Import people from a file: kept, checked and shown first, then all at once."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Now

from accounts import policy
from accounts.models import Authority, User
from requests_app.history.administration import record_change
from requests_app.models import AccountLink, Job, PeopleImport
from requests_app.refusals import Refusal
from requests_app.staff.invitations import LONGEST_NAME, free_username
from requests_app.staff.links import SEND_ACCOUNT_LINK
from requests_app.staff.reading import People, read_people, text_of
from requests_app.staff.rights import PersonNotRuled, lock_office


class NotImported(Refusal):
    """The people of the file cannot be imported as things stand."""


@transaction.atomic
def keep_people(
    *, authority: Authority, name: str, content: bytes, by: User
) -> PeopleImport:
    """Keep an uploaded file, to show its people before the import.

    An earlier file of the same administrator that was not imported is dropped.

    Raises:
        FileRefused: The file cannot be read as a list of people.
    """
    text = text_of(content)
    read_people(text, authority=authority, may_make_owners=_may_make_owners(by))
    PeopleImport.objects.filter(by=by, imported_at__isnull=True).delete()
    return PeopleImport.objects.create(
        authority=authority, by=by, name=name[:200], text=text
    )


def people_of(people_import: PeopleImport, by: User) -> People:
    """Return the people of the file, checked against the records of today."""
    return read_people(
        people_import.text,
        authority=people_import.authority,
        may_make_owners=_may_make_owners(by),
    )


@transaction.atomic
def import_people(*, people_import: PeopleImport, by: User) -> int:
    """Add and invite all people of a file; nobody, where one line is wrong.

    Args:
        people_import: The file as kept.
        by: The administrator.

    Returns:
        How many people were invited.

    Raises:
        NotImported: The file was imported before, or a line is wrong by now.
        PersonNotRuled: The file is of another authority.
    """
    authority = lock_office(people_import.authority)
    people_import = PeopleImport.objects.select_for_update().get(pk=people_import.pk)
    is_ruled = by.has_perm(policy.ADMINISTER) and by.authority_id == authority.pk
    if not is_ruled:
        raise PersonNotRuled("You administer the people of your own authority only.")
    if people_import.imported_at is not None:
        raise NotImported(f"{people_import} was imported already.")
    people = people_of(people_import, by)
    if people.problems:
        first = people.problems[0]
        raise NotImported(f"Nobody was imported. Line {first.line}: {first.says}")
    made = _add(authority, people)
    links = AccountLink.objects.bulk_create(
        AccountLink(person=person, purpose=AccountLink.Purpose.INVITATION, asked_by=by)
        for person in made
    )
    Job.objects.bulk_create(
        Job(
            kind=SEND_ACCOUNT_LINK.name,
            idempotency_key=f"account-link-{link.pk}",
            payload={"link": link.pk},
        )
        for link in links
    )
    for person, row in zip(made, people.rows, strict=True):
        record_change(
            authority=authority,
            by=by,
            subject=f"Person {person}",
            what=f"Imported from line {row.line} of {people_import}, and invited",
            changes={k: ["", v] for k, v in row.details.as_record().items()},
        )
    PeopleImport.objects.filter(pk=people_import.pk).update(imported_at=Now(), text="")
    return len(made)


def _add(authority: Authority, people: People) -> list[User]:
    addresses = [row.details.email.lower() for row in people.rows]
    stored = User.objects.filter(username__in=addresses)
    taken = set(stored.values_list("username", flat=True))
    names = []
    for address in addresses:
        # The addresses are known to be free; a shortened name may be taken.
        is_free = address not in taken and len(address) <= LONGEST_NAME
        names.append(address if is_free else free_username(address, frozenset(taken)))
        taken.add(names[-1])
    return User.objects.bulk_create(
        User(
            authority=authority,
            username=name,
            password=make_password(None),
            first_name=row.details.first_name,
            last_name=row.details.last_name,
            email=row.details.email,
            team=row.details.team,
            department=row.details.department,
            roles=list(row.details.roles),
        )
        for name, row in zip(names, people.rows, strict=True)
    )


def _may_make_owners(by: User) -> bool:
    return by.has_perm(policy.OWN_INSTALLATION)
