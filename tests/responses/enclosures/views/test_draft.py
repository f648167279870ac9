from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.enclosures.adding import add_enclosure
from responses.enclosures.looking import SCAN_ENCLOSURE
from responses.models import Enclosure
from tests.factories import FOIRequestFactory, UserFactory
from tests.jobs import run_jobs
from tests.responses.files import hidden_sheet, plain_table
from tests.responses.kinds import AT, ON


@pytest.fixture
def send(drafter, at):
    def post(*files, name="add-enclosure", args=(), **fields):
        field = "file" if name == "replace-enclosure" else "chosen"
        made = [SimpleUploadedFile(called, content) for called, content in files]
        return drafter.post(
            at(name, *args), {field: made if field == "chosen" else made[:1], **fields}
        )

    return post


@pytest.fixture
def with_file(foi_request, officer):
    return kept(foi_request, officer)


def kept(foi_request, by, content=None, name="figures.csv"):
    return add_enclosure(
        foi_request=foi_request,
        chunks=[content or plain_table()],
        name=name,
        title="",
        most_bytes=10**7,
        by=by,
        on=ON,
    )


def test_several_files_are_added_at_once(send, drafter, at, foi_request):
    page = send(("one.csv", plain_table()), ("two.csv", b"a,b\r\n1,2\r\n"))

    assert page.url == at("add-enclosure")
    names = list(foi_request.enclosures.values_list("name", flat=True))
    assert names == ["one.csv", "two.csv"]
    listed = drafter.get(at("add-enclosure")).text
    assert "Being checked for hidden data" in listed
    assert 'hx-trigger="every 2s"' in listed


def test_one_file_may_be_given_a_title(send, foi_request):
    send(("one.csv", plain_table()), title="Spending by year")

    assert foi_request.enclosures.get().title == "Spending by year"


def test_what_is_refused_is_named_and_the_rest_is_kept(send, foi_request):
    page = send(("one.csv", plain_table()), ("old.xls", b"\xd0\xcf"), ("no.csv", b""))

    assert page.status_code == 200
    assert "Error: " in page.text
    assert "save it as .xlsx" in page.text
    assert "no.csv is empty" in page.text
    assert foi_request.enclosures.count() == 1


def test_a_file_too_large_is_refused_before_it_is_kept(send, foi_request, settings):
    settings.MOST_BYTES_PER_FILE = 3_000_000

    page = send(("large.csv", b"x" * 3_000_001), ("one.csv", plain_table()))

    assert "large.csv is larger than 3 MB" in page.text
    assert not Enclosure.objects.exists()


@pytest.mark.parametrize(
    "name", ["O'Brien's 📊 figures.csv", f"{'n' * 500}.csv", "-rf.csv", "\u202egnp.csv"]
)
def test_a_file_of_an_odd_name_is_kept_or_refused_in_a_sentence(
    name, send, drafter, at
):
    page = send((name, plain_table()))

    is_kept = Enclosure.objects.exists()
    assert page.status_code == (302 if is_kept else 200)
    assert is_kept or "There is a problem" in page.text
    assert drafter.get(at("add-enclosure")).status_code == 200


def test_choosing_nothing_is_told(send):
    assert "Choose a file." in send().text


def test_the_page_wants_its_token(at, officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    answer = client.post(at("add-enclosure"), {"chosen": BytesIO(b"x")})

    assert answer.status_code == 403


@pytest.mark.parametrize("state", ["clearance", "cleared"])
def test_files_of_a_draft_in_clearance_stay_as_they_are(
    state, send, drafter, at, with_file
):
    FOIRequest.objects.update(state=state)

    page = send(("one.csv", b"a\r\n"))
    drafter.post(at("remove-enclosure", with_file.pk))

    assert "can be changed only while" in page.text
    assert list(Enclosure.objects.all()) == [with_file]
    assert "Add files" not in drafter.get(at("add-enclosure")).text


def test_what_was_found_is_shown_with_its_place(drafter, at, foi_request, officer):
    enclosure = kept(foi_request, officer, hidden_sheet(), "figures.xlsx")
    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)

    page = drafter.get(at("rename-enclosure", enclosure.pk))

    assert "Sheet “Source”." in page.text
    assert "has 5 rows of data" in page.text
    assert "Must be removed" in page.text
    assert "Accept file" not in page.text
    assert (
        "hidden data found"
        in drafter.get(at("draft-response"), {"panel": "files"}).text
    )


def test_the_result_arrives_without_loading_the_page_again(drafter, at, with_file):
    address = at("rename-enclosure", with_file.pk)
    before = drafter.get(address, headers={"HX-Request": "true"}).text
    run_jobs(SCAN_ENCLOSURE, on=ON, at=AT)

    after = drafter.get(address, headers={"HX-Request": "true"}).text

    assert "hx-trigger" in before
    assert "hx-trigger" not in after
    assert "No hidden data found" in after
    assert "<html" not in after


def test_a_file_is_replaced_renamed_and_removed(send, drafter, at, with_file):
    send(("mended.csv", b"a\r\n1\r\n"), name="replace-enclosure", args=(with_file.pk,))
    drafter.post(at("rename-enclosure", with_file.pk), {"title": "Mended figures"})

    with_file.refresh_from_db()
    assert (with_file.name, with_file.title) == ("mended.csv", "Mended figures")
    assert "Remove this file?" in drafter.get(at("remove-enclosure", with_file.pk)).text
    drafter.post(at("remove-enclosure", with_file.pk))
    assert not Enclosure.objects.exists()


def test_a_refused_title_is_told_on_the_page(drafter, at, with_file):
    page = drafter.post(at("rename-enclosure", with_file.pk), {"title": " "})

    assert "Error: " in page.text
    assert "Enter the title of this file in the letter." in page.text


def test_accepting_wants_a_reason(drafter, at, with_file):
    Enclosure.objects.update(
        scan="hidden_data",
        found=[{"code": "x", "place": "", "message": "Rows.", "severity": "block"}],
    )
    address = at("accept-enclosure", with_file.pk)
    refused = drafter.post(address, {"reason": "", "sha256": with_file.sha256})
    drafter.post(address, {"reason": "Asked for.", "sha256": with_file.sha256})

    with_file.refresh_from_db()
    assert "Give the reason for sending this file as it is." in refused.text
    assert with_file.acceptance_reason == "Asked for."


def test_files_are_moved(drafter, at, foi_request, officer):
    first = kept(foi_request, officer, b"a\r\n1\r\n", "a.csv")
    second = kept(foi_request, officer, b"a\r\n2\r\n", "b.csv")

    drafter.post(at("move-enclosure", second.pk), {"to": "up"})

    assert list(foi_request.enclosures.all()) == [second, first]


def test_a_file_is_given_out_to_be_kept(drafter, at, with_file):
    answer = drafter.get(at("enclosure-file", with_file.pk))

    assert answer.content == plain_table()
    assert answer["Content-Disposition"] == 'attachment; filename="figures.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_file_of_another_request_is_not_there(drafter, at, foi_request):
    other = FOIRequestFactory(authority=foi_request.authority)
    enclosure = kept(
        other, UserFactory(roles=["officer"], authority=foi_request.authority)
    )

    assert drafter.get(at("enclosure-file", enclosure.pk)).status_code == 404
    assert drafter.get(at("rename-enclosure", enclosure.pk)).status_code == 404


def test_the_page_costs_the_same_however_many_files(drafter, at, foi_request, officer):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            drafter.get(at("add-enclosure"))
        return len(queries)

    kept(foi_request, officer, b"a\r\n0\r\n", "0.csv")
    before = cost()
    for number in range(1, 12):
        content = f"a\r\n{number}\r\n".encode()
        kept(foi_request, officer, content, f"{number}.csv")

    assert cost() == before


def test_an_address_names_the_request_it_is_under(foi_request, with_file):
    address = reverse(
        "enclosure-file",
        kwargs={"reference": foi_request.reference, "enclosure": with_file.pk},
    )

    assert address.endswith(f"/files/{with_file.pk}/")
