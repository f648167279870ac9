"""The pages of a request's files: list, add, remove, put back, download."""

from datetime import date

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from requests_app.files.adding import add_file
from requests_app.models import KeptFile, RequestFile
from tests.factories import (
    FOIRequestFactory,
    KeptFileFactory,
    RequestFileFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority)


def at(name, foi_request, **named):
    return reverse(name, kwargs={"reference": foi_request.reference, **named})


def of(name, file):
    return at(name, file.foi_request, file=file.pk)


def upload(client, foi_request, *files, **typed):
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(
        at("add-request-files", foi_request),
        {"chosen": chosen, "source": "from_requester", "note": "Of the yard", **typed},
        follow=True,
    )


def test_several_files_are_added_at_once(client, foi_request, officer):
    page = upload(client, foi_request, ("a.txt", b"One"), ("b.csv", b"a,b\n1,2\n"))

    assert "Added: a.txt, b.csv." in page.text
    files = list(foi_request.files.all())
    assert [each.name for each in files] == ["a.txt", "b.csv"]
    assert {each.note for each in files} == {"Of the yard"}
    assert {each.added_by for each in files} == {officer}
    assert "From the requester, later" in page.text


def test_one_refused_file_keeps_the_words_and_adds_the_others(client, foi_request):
    page = upload(client, foi_request, ("a.txt", b"One"), ("empty.txt", b""))

    assert "empty.txt is empty. Choose the file again." in page.text
    assert "Of the yard" in page.text
    assert foi_request.files.get().name == "a.txt"


def test_a_file_of_sixty_megabytes_gets_one_clear_sentence(client, foi_request):
    page = upload(client, foi_request, ("scan.pdf", b"%PDF-" + bytes(60_000_000)))

    said = "scan.pdf is larger than 25 MB, the most a file may have."
    assert page.text.count(said) == 2  # above the form, and beside its field
    assert "Choose a file." not in page.text
    assert not KeptFile.objects.exists()


def test_a_form_without_files_says_so(client, foi_request):
    page = upload(client, foi_request)

    assert "Choose a file." in page.text


def test_files_are_added_before_the_request_is_registered(client, officer):
    received = FOIRequestFactory(
        authority=officer.authority,
        state="received",
        reference=None,
        registered_on=None,
    )
    url = reverse("add-request-files", kwargs={"foi_request": received.pk})

    assert 'value="with_request" checked' in " ".join(client.get(url).text.split())
    client.post(
        url, {"chosen": SimpleUploadedFile("a.txt", b"One"), "source": "with_request"}
    )

    page = client.get(reverse("read-request", kwargs={"foi_request": received.pk}))
    assert "1 file" in page.text
    listed = client.get(reverse("request-files", kwargs={"foi_request": received.pk}))
    assert "a.txt" in listed.text


def test_a_file_is_served_for_download_only(client, foi_request):
    upload(client, foi_request, ("über plan.html", b"<script>alert(1)</script>"))
    file = RequestFile.objects.get()

    served = client.get(of("request-file", file))

    assert served.content == b"<script>alert(1)</script>"
    assert served["Content-Type"] == "text/plain"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Disposition"].startswith("attachment; filename")
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a\r\nSet-Cookie: x=1.txt", "a Set-Cookie- x=1.txt"),
        ("..\\..\\evil.txt", "evil.txt"),
        ("gpj\u202etxt.exe", "gpjtxt.exe"),
    ],
)
def test_a_hostile_name_is_made_safe(client, foi_request, name, safe):
    file = add_file(
        foi_request=foi_request,
        kept_file=KeptFileFactory(authority=foi_request.authority),
        name=name,
        source="added",
        by=None,
        on=date(2026, 3, 2),
    )

    assert file.name == safe
    served = client.get(of("request-file", file))
    assert f'filename="{safe}"' in served["Content-Disposition"]


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ({"scan": "waiting"}, "Being scanned for viruses"),
        (
            {"scan": "held", "hold": "scanner_away"},
            "Held: the virus scanner does not answer",
        ),
        (
            {
                "scan": "infected",
                "signature": "Win.Test",
                "scanned_at": "2026-03-02T10:00Z",
            },
            "Virus found: Win.Test",
        ),
    ],
)
def test_a_file_that_was_not_passed_is_never_opened(client, foi_request, verdict, said):
    file = RequestFileFactory(foi_request=foi_request)
    KeptFile.objects.filter(pk=file.kept_file_id).update(**verdict)

    served = client.get(of("request-file", file), follow=True)

    assert f"cannot be opened. {said}." in served.text
    assert of("request-file", file) not in served.text


def test_a_file_changed_in_its_storage_is_not_served(client, foi_request):
    file = RequestFileFactory(foi_request=foi_request)
    with storages["default"].open(file.kept_file.stored_as, "wb") as stored:
        stored.write(b"Other words")

    served = client.get(of("request-file", file), follow=True)

    assert "is not the file that was added" in served.text


def test_a_name_that_contradicts_the_content_is_told(client, foi_request):
    page = upload(client, foi_request, ("holiday.jpg", b"%PDF-1.7\n"))

    said = "Its name says that it is a JPEG picture, but it is a PDF."
    assert said in page.text


def test_removing_needs_a_reason_and_can_be_undone(client, foi_request):
    file = RequestFileFactory(foi_request=foi_request, name="plan.txt")

    refused = client.post(of("remove-request-file", file), {"reason": ""})
    page = client.post(
        of("remove-request-file", file), {"reason": "Another’s"}, follow=True
    )

    assert "Say why the file does not belong to the request" in refused.text
    assert "plan.txt removed. It is kept for the record." in page.text
    assert "Another’s" in page.text
    assert client.get(of("request-file", file)).status_code == 404

    page = client.post(of("restore-request-file", file), follow=True)

    assert "plan.txt is with the request again." in page.text
    assert client.get(of("request-file", file)).status_code == 200
    kinds = set(foi_request.history.values_list("kind", flat=True))
    assert {"file_removed", "file_restored"} <= kinds


def test_a_file_removed_and_added_again_is_not_put_back_too(client, foi_request):
    file = RequestFileFactory(foi_request=foi_request, name="plan.txt")
    client.post(of("remove-request-file", file), {"reason": "By mistake"})
    RequestFileFactory(foi_request=foi_request, kept_file=file.kept_file)

    page = client.post(of("restore-request-file", file), follow=True)

    assert "plan.txt is with the request already." in page.text


def test_an_auditor_reads_and_changes_nothing(client, foi_request):
    file = RequestFileFactory(foi_request=foi_request)
    auditor = UserFactory(roles=["auditor"], authority=foi_request.authority)
    client.force_login(auditor, backend="accounts.backends.RoleBackend")

    page = client.get(at("request-files", foi_request))

    assert file.name in page.text
    assert "Add files" not in page.text
    assert client.get(of("request-file", file)).status_code == 200
    assert client.post(of("remove-request-file", file), {"reason": "."}).status_code
    assert not RequestFile.objects.filter(removed_on__isnull=False).exists()


def test_files_of_a_restricted_request_are_hidden_with_it(client, officer):
    hidden = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    file = RequestFileFactory(foi_request=hidden)

    assert client.get(at("request-files", hidden)).status_code == 404
    assert client.get(of("request-file", file)).status_code == 404


def test_a_file_of_another_request_is_not_found(client, foi_request, officer):
    other = FOIRequestFactory(authority=officer.authority)
    file = RequestFileFactory(foi_request=other)

    assert client.get(at("request-file", foi_request, file=file.pk)).status_code == 404


def test_the_page_of_the_request_counts_its_files(client, foi_request):
    RequestFileFactory(foi_request=foi_request)
    held = RequestFileFactory(foi_request=foi_request)
    KeptFile.objects.filter(pk=held.kept_file_id).update(
        scan="held", hold="scanner_away"
    )

    page = " ".join(client.get(foi_request.get_absolute_url()).text.split())

    assert "2 files" in page
    assert "1 cannot be opened" in page


def test_the_list_refreshes_itself_while_a_scan_runs(client, foi_request):
    file = RequestFileFactory(foi_request=foi_request)
    url = at("request-files", foi_request)
    still = client.get(url).text
    KeptFile.objects.filter(pk=file.kept_file_id).update(scan="waiting")

    waiting = client.get(url)
    part = client.get(url, headers={"HX-Request": "true"})

    assert "every 2s" not in still
    assert "every 2s" in waiting.text
    assert "<html" not in part.text
    assert "Being scanned for viruses" in part.text
