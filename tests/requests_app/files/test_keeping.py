"""Files are kept once, whatever they are, and put with requests."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from documents.files.kinds import Kind
from requests_app.files.adding import add_file, add_uploaded_file
from requests_app.files.keeping import FileRefused, keep_file
from requests_app.files.removing import RemovedAlready, remove_file
from requests_app.models import KeptFile, RequestFile
from tests.factories import AuthorityFactory, FOIRequestFactory

DAY = date(2026, 3, 2)
Source = RequestFile.Source
pytestmark = pytest.mark.django_db


def workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


def keep(foi_request, name="note.txt", content=b"Twelve bicycles.", **more):
    return keep_file(
        authority=foi_request.authority, name=name, content=content, **more
    )


def add(foi_request, kept, name="note.txt", **more):
    return add_file(
        foi_request=foi_request,
        kept_file=kept,
        name=name,
        **{"source": Source.WITH_REQUEST, "by": None, "on": DAY, **more},
    )


def test_the_same_bytes_are_stored_once_for_an_authority():
    foi_request = FOIRequestFactory()

    first = keep(foi_request)
    second = keep(foi_request, name="copy.txt")

    assert first == second
    with storages["default"].open(first.stored_as) as stored:
        assert stored.read() == b"Twelve bicycles."
    assert first.may_be_opened


def test_authorities_share_no_file():
    ours, theirs = FOIRequestFactory(), FOIRequestFactory()

    assert keep(ours) != keep(theirs)
    assert keep(ours).stored_as != keep(theirs).stored_as


def test_a_file_missing_from_the_storage_is_stored_again():
    kept = keep(FOIRequestFactory(authority=(ours := AuthorityFactory())))
    storages["default"].delete(kept.stored_as)

    again = keep_file(authority=ours, name="note.txt", content=b"Twelve bicycles.")

    assert again == kept
    assert storages["default"].exists(kept.stored_as)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n", Kind.PDF),
        ("picture.jpg", b"%PDF-1.7\n", Kind.PDF),
        ("a.csv", b"a,b\n1,2\n", Kind.TEXT),
        ("a.xlsx", workbook(), Kind.WORKBOOK),
        ("a.docx", workbook(), Kind.WORKBOOK),
        ("a.exe", b"MZ\0\0", Kind.PROGRAM),
        ("a.zip", b"PK\x03\x04broken", Kind.DAMAGED_ZIP),
    ],
)
def test_the_kind_is_read_from_the_content(name, content, kind):
    kept = keep(FOIRequestFactory(), name=name, content=content)

    assert kept.content_kind is kind


def test_every_kind_has_room_in_the_column():
    longest = KeptFile._meta.get_field("kind").max_length

    assert all(len(kind.name) <= longest for kind in Kind)


def test_a_file_is_kept_from_a_path_too(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"x" * 200_000)

    kept = keep_file(authority=AuthorityFactory(), name="a.txt", path=path)

    assert kept.size_bytes == 200_000


def test_a_file_too_large_is_refused_with_one_sentence():
    with pytest.raises(FileRefused, match=r"note.txt is larger than 25 MB"):
        keep(FOIRequestFactory(), content=b"x" * 25_000_001, most_bytes=25_000_000)

    assert not KeptFile.objects.exists()


def test_a_large_attachment_is_kept_and_held(settings):
    settings.MOST_BYTES_PER_FILE = 10

    kept = keep(FOIRequestFactory())

    assert kept.scan == KeptFile.Scan.HELD
    assert kept.standing == "Held: the file is larger than files may be"
    assert not kept.may_be_opened


def test_a_file_held_for_its_size_opens_after_the_limit_was_raised(settings):
    foi_request = FOIRequestFactory()
    settings.MOST_BYTES_PER_FILE = 10
    keep(foi_request)
    settings.MOST_BYTES_PER_FILE = 100

    assert keep(foi_request).may_be_opened


def test_an_empty_upload_is_refused_and_an_empty_attachment_kept():
    foi_request = FOIRequestFactory()

    with pytest.raises(FileRefused, match=r"note.txt is empty"):
        keep(foi_request, content=b"", is_empty_refused=True)
    assert keep(foi_request, content=b"").content_kind is Kind.EMPTY


def test_adding_is_recorded_and_harmless_to_repeat(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    kept = keep(foi_request)

    file = add(foi_request, kept, name="../plan.txt", by=officer, note="Of the yard")
    again = add(foi_request, kept)

    assert file == again
    assert file.name == "plan.txt"
    entry = foi_request.history.get(kind="file_added")
    assert entry.note == "plan.txt, with the request: Of the yard"
    assert entry.by == officer


def test_two_files_of_one_name_are_told_apart():
    foi_request = FOIRequestFactory()
    add(foi_request, keep(foi_request))

    second = add(foi_request, keep(foi_request, content=b"Other words"))

    assert second.name == "note (2).txt"


def test_a_file_of_another_authority_is_refused():
    foreign = keep(FOIRequestFactory())

    with pytest.raises(FileRefused, match="another authority"):
        add(FOIRequestFactory(), foreign)


def upload(foi_request, officer, content=b"Twelve bicycles.", name="note.txt"):
    return add_uploaded_file(
        foi_request=foi_request,
        chunks=[content],
        name=name,
        source=Source.ADDED,
        note="",
        by=officer,
        on=DAY,
    )


def test_the_same_upload_twice_is_refused_by_name(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    upload(foi_request, officer)

    with pytest.raises(FileRefused, match=r"b.txt is with this request already, as"):
        upload(foi_request, officer, name="b.txt")


def test_a_removed_file_stays_on_the_record(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    file = upload(foi_request, officer)

    remove_file(file=file, reason="Of another request.", by=officer, on=DAY)

    file.refresh_from_db()
    assert file.removal_reason == "Of another request."
    assert storages["default"].exists(file.kept_file.stored_as)
    entry = foi_request.history.get(kind="file_removed")
    assert entry.note == "note.txt: Of another request."


def test_a_file_is_removed_once(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    file = upload(foi_request, officer)
    remove_file(file=file, reason="Of another request.", by=officer, on=DAY)

    with pytest.raises(RemovedAlready, match=r"note.txt was removed already"):
        remove_file(file=file, reason="Once more.", by=officer, on=DAY)


def test_a_removed_file_may_be_added_again(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    file = upload(foi_request, officer)
    remove_file(file=file, reason="By mistake.", by=officer, on=DAY)

    assert upload(foi_request, officer) != file


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"scan": "held"}, "kept_file_held_says_why"),
        ({"scan": "infected"}, "kept_file_infected_names_the_virus"),
        ({"scan": "clean"}, "kept_file_scanned_says_when"),
    ],
)
def test_the_database_refuses_half_a_verdict(change, name):
    kept = keep(FOIRequestFactory())

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        KeptFile.objects.filter(pk=kept.pk).update(**change)


def test_the_database_refuses_a_removal_without_a_reason(officer):
    foi_request = FOIRequestFactory(authority=officer.authority)
    file = upload(foi_request, officer)

    with (
        pytest.raises(IntegrityError, match="removed_says_by_whom_and_why"),
        transaction.atomic(),
    ):
        RequestFile.objects.filter(pk=file.pk).update(removed_on=DAY)
