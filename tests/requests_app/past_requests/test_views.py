"""Pages of past requests: upload, check, import, stop; of one's own authority."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from requests_app.models import AdministrationEntry, FOIRequest, Job, PastImport
from requests_app.past_requests import carrying
from requests_app.past_requests.forgetting import KEPT, delete_old_imports
from requests_app.past_requests.records import IMPORT_REQUESTS, ImportNotPossible
from requests_app.past_requests.services import (
    begin_import,
    keep_table,
    stop_import,
)
from tests.factories import UserFactory
from tests.jobs import A_DAY, run_jobs
from tests.requests_app.past_requests.tables import as_csv, row

pytestmark = pytest.mark.django_db
BAD = {"reference": "OLD/2", "received_on": "never", "subject": "=1+1"}


@pytest.fixture
def administrator(authority):
    return UserFactory(authority=authority, roles=["administrator"])


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def upload(page, content, name="log.csv"):
    return page.post(
        reverse("past-requests"), {"file": SimpleUploadedFile(name, content)}
    )


def work():
    return run_jobs(IMPORT_REQUESTS, on=A_DAY)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_table_is_checked_then_imported(page):
    answer = upload(page, as_csv(row(), row(**BAD)))
    one = PastImport.objects.get()
    assert answer.url == one.get_absolute_url()
    assert "Reading the table" in text_of(page.get(answer.url))
    work()
    shown = text_of(page.get(answer.url))
    assert "1 request would be imported" in shown
    assert "Import 1 request<" in shown
    assert "Line 6: Received on: “never” is no day" in shown
    assert not FOIRequest.objects.exists()

    page.post(reverse("begin-past-import", args=[one.pk]))
    work()

    assert FOIRequest.objects.get().reference == "OLD/1"
    shown = text_of(page.get(answer.url))
    assert "1 request imported" in shown
    one.refresh_from_db()
    assert (one.state, one.made, one.rejected) == ("done", 1, 1)
    assert not one.file
    said = list(AdministrationEntry.objects.values_list("what", flat=True))
    assert any("1 made, 0 there already, 1 rejected" in what for what in said)


def test_rejected_rows_are_downloaded_without_formulas(page):
    upload(page, as_csv(row(), row(**BAD)))
    work()
    one = PastImport.objects.get()

    answer = page.get(reverse("rejected-rows", args=[one.pk]))

    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "log.rejected.csv" in answer["Content-Disposition"]
    assert "OLD/2,never,'=1+1," in told
    assert told.splitlines()[0].endswith("line in the file,reason")


def test_a_double_click_starts_one(page):
    content = as_csv(row())
    upload(page, content)
    upload(page, content)
    one = PastImport.objects.get()
    assert Job.objects.filter(kind=IMPORT_REQUESTS.name).count() == 1
    work()
    page.post(reverse("begin-past-import", args=[one.pk]))
    page.post(reverse("begin-past-import", args=[one.pk]))

    assert Job.objects.filter(kind=IMPORT_REQUESTS.name).count() == 2
    work()
    assert FOIRequest.objects.count() == 1


def test_one_table_at_a_time(page):
    upload(page, as_csv(row()))
    answer = upload(page, as_csv(row(reference="OLD/2")), "second.csv")

    assert answer.status_code == 200
    assert "Another table, “log.csv”, is under way" in text_of(answer)
    assert PastImport.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty. Choose another file."),
        (b"%PDF-1.7\n", "The file is a PDF, and no table that is read."),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_once(page, content, why):
    assert why in text_of(upload(page, content))
    assert not PastImport.objects.exists()


def test_a_table_with_a_wrong_header_is_refused_on_its_page(page):
    answer = upload(page, b"Colour,Shape\nred,round\n")
    work()

    assert "lacks the column “Reference”" in text_of(page.get(answer.url))
    one = PastImport.objects.get()
    assert one.state == "refused"
    assert not one.file


def test_an_import_is_stopped_and_goes_on(page, administrator, monkeypatch):
    monkeypatch.setattr(carrying, "BATCH", 2)
    rows = [row(reference=f"OLD/{n}", subject=f"About {n}") for n in range(5)]
    upload(page, as_csv(*rows))
    work()
    one = PastImport.objects.get()
    begin_import(past_import=one, by=administrator)
    write = carrying.write_drafts

    def write_then_stop(*args, **more):
        write(*args, **more)
        monkeypatch.setattr(carrying, "write_drafts", write)
        stop_import(past_import=one, by=administrator)

    monkeypatch.setattr(carrying, "write_drafts", write_then_stop)
    work()
    one.refresh_from_db()
    assert (one.state, FOIRequest.objects.count()) == ("stopped", 2)
    assert "Go on" in text_of(page.get(one.get_absolute_url()))

    page.post(reverse("continue-past-import", args=[one.pk]))
    work()

    one.refresh_from_db()
    assert (one.state, one.made, FOIRequest.objects.count()) == ("done", 5, 5)


def test_nothing_is_imported_before_the_check(page, administrator):
    upload(page, as_csv(row()))

    with pytest.raises(ImportNotPossible, match="not checked"):
        begin_import(past_import=PastImport.objects.get(), by=administrator)


def test_an_administrator_of_another_authority_finds_nothing(page, client):
    upload(page, as_csv(row()))
    one = PastImport.objects.get()
    client.force_login(UserFactory(roles=["administrator"]))

    for name in ("past-import", "rejected-rows", "noted-rows"):
        assert client.get(reverse(name, args=[one.pk])).status_code == 404
    assert client.post(reverse("stop-past-import", args=[one.pk])).status_code == 404
    assert one.name not in text_of(client.get(reverse("past-requests")))


def test_a_service_refuses_people_of_another_authority(authority):
    stranger = UserFactory(roles=["administrator"])

    with pytest.raises(ImportNotPossible, match="your own authority"):
        keep_table(
            authority=authority, file=io.BytesIO(b"x"), name="x.csv", by=stranger
        )


def test_the_pages_make_as_many_queries_for_many_rows(
    page, django_assert_max_num_queries
):
    upload(page, as_csv(*(row(reference=f"B/{n}", team="x") for n in range(60))))
    work()
    one = PastImport.objects.get()

    with django_assert_max_num_queries(14):
        shown = text_of(page.get(one.get_absolute_url()))
    assert "and 10 more" in shown


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_downloaded(page, ending):
    answer = page.get(reverse("past-requests-template", args=[ending]))

    assert answer.status_code == 200
    assert f"past-requests.{ending}" in answer["Content-Disposition"]
    assert page.get(reverse("past-requests-template", args=["exe"])).status_code == 404


def test_files_and_rejected_rows_go_after_a_month(page):
    upload(page, as_csv(row(), row(**BAD)))
    work()
    one = PastImport.objects.get()

    assert delete_old_imports(at=one.asked_at + KEPT) == 0
    later = one.asked_at + KEPT * 1.1
    assert delete_old_imports(at=later) == 1
    one.refresh_from_db()
    assert not one.file
    assert not one.findings.exists()
    assert delete_old_imports(at=later) == 0
