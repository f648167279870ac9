import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.enclosures.copying import COPY_ENCLOSURE
from responses.enclosures.reading import read
from responses.models import Enclosure, OriginalFile, SafeCopy, SafeCopyFile
from tests.factories import FOIRequestFactory, SafeCopyFileFactory
from tests.jobs import run_jobs
from tests.responses.enclosures.added import add, look
from tests.responses.files import hidden_sheet
from tests.responses.kinds import AT, ON


@pytest.fixture
def hidden(foi_request, officer):
    return look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))


@pytest.fixture
def ready(hidden, drafter, at):
    """A copy asked for on its page, and made."""
    drafter.post(at("safe-copy", hidden.pk, "values"), {"sha256": hidden.sha256})
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)
    return SafeCopy.objects.get()


def test_the_ways_that_fit_are_offered_with_what_they_lose(drafter, at, hidden):
    page = drafter.get(at("rename-enclosure", hidden.pk)).text

    assert at("safe-copy", hidden.pk, "csv") in page
    assert at("safe-copy", hidden.pk, "values") in page
    assert "Formulas become values." in page
    assert "pictures of the pages" not in page


def test_a_file_being_checked_is_not_offered_copies(drafter, at, foi_request, officer):
    waiting = add(foi_request, officer, hidden_sheet(), "figures.xlsx")

    page = drafter.get(at("rename-enclosure", waiting.pk)).text

    assert "Safe copies" not in page


def test_the_page_says_what_is_lost_before_anything_is_made(drafter, at, hidden):
    page = drafter.get(at("safe-copy", hidden.pk, "values")).text

    assert "What readers lose" in page
    assert "Make this copy" in page
    assert not SafeCopy.objects.exists()


def test_a_copy_being_made_refreshes_itself(drafter, at, hidden):
    address = at("safe-copy", hidden.pk, "values")
    page = drafter.post(address, {"sha256": hidden.sha256})

    assert page.url == address
    waiting = drafter.get(address, headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 2s"' in waiting
    assert "See whether it is ready" in waiting
    assert "<html" not in waiting
    assert "Use this copy" not in waiting


def test_before_and_after_are_shown_with_what_goes(drafter, at, hidden, ready):
    page = drafter.get(at("safe-copy", hidden.pk, "values")).text

    assert "Words that go" in page
    assert "HIDDEN-CANARY-0000" in page
    assert "Words that stay" in page
    assert "No hidden data found" in page
    assert "Hidden data found" in page
    assert "Use this copy" in page
    copy = drafter.get(at("safe-copy-file", hidden.pk, "values", 1))
    assert copy.content == read(ready.files.get())
    assert "attachment" in copy["Content-Disposition"]


def test_a_copy_is_used_and_the_original_used_again(drafter, at, hidden, ready):
    before = read(hidden)
    used = drafter.post(
        at("use-safe-copy", hidden.pk, "values"), {"sha256": hidden.sha256}
    )
    page = drafter.get(used.url).text

    assert "Safe copy in use: figures.xlsx." in page
    assert "The original is kept, and is not sent." in page
    assert drafter.get(at("original-file", hidden.pk)).content == before
    hidden.refresh_from_db()
    back = drafter.post(at("use-original", hidden.pk), {"sha256": hidden.sha256})
    assert "The original is with the letter again" in drafter.get(back.url).text
    assert not OriginalFile.objects.exists()


def test_a_stale_page_changes_nothing_and_says_so(drafter, at, hidden, ready):
    refused = drafter.post(
        at("use-safe-copy", hidden.pk, "values"), {"sha256": "0" * 64}, follow=True
    )
    drafter.post(at("safe-copy", hidden.pk, "csv"), {"sha256": "0" * 64})

    assert "replaced since you opened the page" in refused.text
    assert SafeCopy.objects.get() == ready
    assert not OriginalFile.objects.exists()


def test_why_a_copy_cannot_be_made_is_told(drafter, at, foi_request, officer):
    broken = look(add(foi_request, officer, b"%PDF-1.7 broken", "report.pdf"))
    address = at("safe-copy", broken.pk, "flat")
    drafter.post(address, {"sha256": broken.sha256})
    run_jobs(COPY_ENCLOSURE, on=ON, at=AT)

    page = drafter.get(address).text

    assert "The file is damaged, or asks for a password." in page
    assert "Try again" in page


@pytest.mark.parametrize("way", ["flat", "picture", "nonsense"])
def test_a_way_that_does_not_fit_is_not_there(drafter, at, hidden, way):
    assert drafter.get(at("safe-copy", hidden.pk, way)).status_code == 404
    assert drafter.post(at("use-safe-copy", hidden.pk, way)).status_code == 404


def test_a_copy_of_another_request_is_not_there(drafter, at, foi_request):
    other = FOIRequestFactory(authority=foi_request.authority)
    file = SafeCopyFileFactory(copy__enclosure__foi_request=other)
    enclosure = file.copy.enclosure

    for name, args in (
        ("safe-copy", (enclosure.pk, "flat")),
        ("safe-copy-file", (enclosure.pk, "flat", 1)),
        ("original-file", (enclosure.pk,)),
    ):
        assert drafter.get(at(name, *args)).status_code == 404


@pytest.mark.parametrize("state", ["clearance", "cleared"])
def test_a_draft_in_clearance_stays_as_it_is(drafter, at, hidden, ready, state):
    hidden.foi_request.state = state
    hidden.foi_request.save(update_fields=["state"])

    page = drafter.get(at("safe-copy", hidden.pk, "values")).text
    drafter.post(at("use-safe-copy", hidden.pk, "values"), {"sha256": hidden.sha256})

    assert "Use this copy" not in page
    assert not OriginalFile.objects.exists()


def test_the_page_costs_the_same_however_many_files_a_copy_has(
    drafter, at, foi_request, officer
):
    file = SafeCopyFileFactory(copy__enclosure__foi_request=foi_request)
    address = at("safe-copy", file.copy.enclosure.pk, "flat")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            drafter.get(address)
        return len(queries)

    before = cost()
    for position in range(2, 12):
        SafeCopyFileFactory(copy=file.copy, position=position)

    assert cost() == before
    assert SafeCopyFile.objects.count() == 11


def test_a_file_page_costs_the_same_with_an_original(drafter, at, hidden, ready):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            drafter.get(at("rename-enclosure", hidden.pk))
        return len(queries)

    before = cost()
    drafter.post(at("use-safe-copy", hidden.pk, "values"), {"sha256": hidden.sha256})
    drafter.get(at("rename-enclosure", hidden.pk))

    assert Enclosure.objects.get().original is not None
    assert cost() == before
