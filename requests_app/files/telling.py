"""Tell people of files with a virus, and of files that stay held."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

from accounts.models import User
from requests_app.files.addresses import address_in
from requests_app.models import FOIRequest, KeptFile, Notice, RequestFile
from requests_app.telling.recipients import managers_of
from requests_app.telling.services import tell


def present_files(kept: KeptFile) -> list[RequestFile]:
    """Return the files of requests that have these bytes, without those removed."""
    return list(
        kept.request_files.filter(removed_on__isnull=True)
        .select_related("foi_request__authority", "foi_request__officer")
        .select_related("foi_request__team", "added_by")
    )


def tell_of_virus(file: RequestFile, *, on: date) -> None:
    """Tell the people of a request that a file has a virus; of each file once."""
    _tell(
        file,
        f"A virus was found in {file.name}. The file cannot be opened. It is kept for "
        "the record. Remove it from the request, and ask the sender for a clean file.",
        what="virus",
        on=on,
    )


def tell_of_hold(file: RequestFile, *, on: date) -> None:
    """Tell the people of a request that a file stays held; of each reason once."""
    why = file.kept_file.get_hold_display()
    _tell(
        file,
        f"{file.name} is held and cannot be opened: {why}.",
        what=file.kept_file.hold,
        on=on,
    )


def _tell(file: RequestFile, words: str, *, what: str, on: date) -> None:
    foi_request = file.foi_request
    tell(
        people=_people(foi_request, file.added_by),
        kind=Notice.Kind.FILE,
        words=words,
        url=address_in(foi_request, "request-files"),
        key=f"request-file-{file.pk}-{what}",
        foi_request=foi_request,
        on=on,
    )


def _people(foi_request: FOIRequest, added_by: User | None) -> list[User]:
    """Return who is told: the officer, or the managers, and who added the file."""
    officer = foi_request.officer
    holders: Iterable[User] = (
        managers_of(authority=foi_request.authority, team=foi_request.team)
        if officer is None
        else [officer]
    )
    found = {one.pk: one for one in chain(holders, [added_by] if added_by else [])}
    return [found[key] for key in sorted(found)]
