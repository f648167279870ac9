"""Previews are made by a worker, kept, and shown without the file's own bytes."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image

from requests_app.files.adding import add_file
from requests_app.files.keeping import keep_file
from requests_app.files.previewing import PREVIEW_FILE
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import FilePreview, Job, KeptFile
from tests.factories import FOIRequestFactory, RequestFileFactory

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 14, 2, tzinfo=ZoneInfo("Europe/London"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority)


def add(foi_request, name, content):
    kept = keep_file(authority=foi_request.authority, name=name, content=content)
    return add_file(
        foi_request=foi_request,
        kept_file=kept,
        name=name,
        source="with_request",
        by=None,
        on=DAY,
    )


def at(name, file, **named):
    reference = file.foi_request.reference
    return reverse(name, kwargs={"reference": reference, "file": file.pk, **named})


def make_previews():
    Job.objects.filter(kind=PREVIEW_FILE.name).update(due_at=AT - timedelta(days=300))
    return run_due(handler=handler_of(PREVIEW_FILE.name), on=DAY, at=AT)


def shown(client, file):
    """Open the preview of a file, have it made, and return the page."""
    client.get(at("preview-request-file", file))
    make_previews()
    return client.get(at("preview-request-file", file))


def picture():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return file.getvalue()


def test_a_preview_is_made_once_and_kept(client, foi_request):
    file = add(foi_request, "note.txt", b"Twelve bicycles.")

    first = client.get(at("preview-request-file", file))
    client.get(at("preview-request-file", file))
    assert "The preview is being made." in first.text
    assert "every 1s" in first.text
    assert make_previews() == 1

    page = client.get(at("preview-request-file", file))
    assert "Twelve bicycles." in page.text
    assert "every 1s" not in page.text
    assert Job.objects.filter(kind=PREVIEW_FILE.name).count() == 1


def test_the_waiting_page_refreshes_its_part_alone(client, foi_request):
    file = add(foi_request, "note.txt", b"Twelve bicycles.")
    shown(client, file)

    part = client.get(at("preview-request-file", file), headers={"HX-Request": "true"})

    assert "Twelve bicycles." in part.text
    assert "<html" not in part.text


def test_text_is_escaped_and_the_page_stays_small(client, foi_request):
    content = "<script>alert(1)</script>\n" + "Words & more\n" * 20_000
    file = add(foi_request, "page.html", content.encode())

    page = shown(client, file)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert(1)" not in page.text
    assert "Shown here is the beginning." in page.text
    assert len(page.content) < 100_000


def test_a_large_workbook_stays_below_a_hundred_kilobytes(client, foi_request):
    book = Workbook(write_only=True)
    for number in range(25):
        sheet = book.create_sheet(f"Sheet {number}")
        for _ in range(60):
            sheet.append(["<b>&</b>"] * 30)
    content = io.BytesIO()
    book.save(content)

    page = shown(client, add(foi_request, "figures.xlsx", content.getvalue()))

    assert "Sheet 1" in page.text
    assert "The file has more sheets." in page.text
    assert "<b>&</b>" not in page.text
    assert len(page.content) < 100_000


def test_a_hidden_sheet_is_said_to_be_hidden(client, foi_request):
    book = Workbook()
    book.active.append(["Stolen"])
    hidden = book.create_sheet("Names")
    hidden.append(["Zed"])
    hidden.sheet_state = "veryHidden"
    content = io.BytesIO()
    book.save(content)

    page = shown(client, add(foi_request, "figures.xlsx", content.getvalue()))

    assert page.text.count("Hidden sheet") == 1


def test_a_picture_is_shown_drawn_afresh(client, foi_request):
    content = picture()
    file = add(foi_request, "photo.png", content)
    page = shown(client, file)

    url = at("request-file-page", file, number=1)
    served = client.get(url)

    assert url in page.text
    assert served["Content-Type"] == "image/jpeg"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Disposition"].startswith("inline")
    assert served.content.startswith(b"\xff\xd8\xff")
    assert client.get(at("request-file-page", file, number=2)).status_code == 404


def test_a_file_that_cannot_be_shown_says_why(client, foi_request):
    page = shown(client, add(foi_request, "letter.doc", b"{\\rtf1 words}"))

    assert "Files of this kind cannot be previewed." in page.text
    assert "old or encrypted Office file, but it is an RTF file" in page.text


def test_a_file_not_passed_by_the_scanner_has_no_preview(client, foi_request):
    file = add(foi_request, "photo.png", picture())
    shown(client, file)
    KeptFile.objects.filter(pk=file.kept_file_id).update(
        scan="infected", signature="Win.Test", scanned_at=AT
    )

    page = client.get(at("preview-request-file", file), follow=True)

    assert "photo.png cannot be opened. Virus found: Win.Test." in page.text
    assert client.get(at("request-file-page", file, number=1)).status_code == 404


def test_a_file_found_infected_meanwhile_is_not_read(client, foi_request):
    file = add(foi_request, "note.txt", b"Twelve bicycles.")
    client.get(at("preview-request-file", file))
    KeptFile.objects.filter(pk=file.kept_file_id).update(
        scan="infected", signature="Win.Test", scanned_at=AT
    )

    make_previews()

    assert not FilePreview.objects.exists()


def test_a_preview_that_could_not_be_made_says_so(client, foi_request):
    file = add(foi_request, "note.txt", b"Twelve bicycles.")
    client.get(at("preview-request-file", file))
    Job.objects.filter(kind=PREVIEW_FILE.name).update(needs_attention=True)

    page = client.get(at("preview-request-file", file))

    assert "The preview could not be made." in page.text
    assert "every 1s" not in page.text


def test_a_preview_may_be_made_twice(client, foi_request):
    file = add(foi_request, "photo.png", picture())
    shown(client, file)
    FilePreview.objects.update(made_at=None, way="")
    Job.objects.filter(kind=PREVIEW_FILE.name).update(done_at=None)

    assert make_previews() == 1

    assert FilePreview.objects.get().pages.count() == 1


def test_previews_of_a_restricted_request_are_hidden_with_it(client, officer):
    hidden = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    file = RequestFileFactory(foi_request=hidden)

    for name, named in (
        ("preview-request-file", {}),
        ("request-file-page", {"number": 1}),
    ):
        assert client.get(at(name, file, **named)).status_code == 404
    assert not FilePreview.objects.exists()
