"""Made-up requests in any number, by `manage.py load_sample`."""

import hashlib
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from requests_app.clock.events import recalculate_due_date
from requests_app.intake.history import IntakeHistory
from requests_app.models import Enquiry, FOIRequest, HistoryEntry, ReferenceCounter
from requests_app.reviews.history import ReviewRequestsHistory
from requests_app.search.matching import has_words_of
from requests_app.workflow import State
from responses.giving.kept import outcome_in_letters
from responses.issuing.history import IssuingHistory
from responses.letters.records import read_pdf
from responses.models import Answer, Clearance, Dispatch, Letter
from statute import exemptions
from tests.bench.sample import loading
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)

TODAY = date(2026, 5, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    """Make an authority with an officer and an approver."""
    authority = AuthorityFactory(kind="council", reference_scheme="S{number:04}-{year}")
    team = TeamFactory(authority=authority)
    UserFactory(authority=authority, roles=["officer"], team=team)
    UserFactory(authority=authority, roles=["approver"])
    return authority


@pytest.fixture
def load(authority, monkeypatch):
    """Load without VACUUM, as PostgreSQL allows none in a test's transaction."""
    monkeypatch.setattr(loading, "tidy_up", lambda: None)

    def load(requests=60, **options):
        options = {"open_percent": 40, "authority": authority, "today": TODAY} | options
        loading.load(requests=requests, **options)

    return load


def test_as_many_requests_are_made_as_were_asked_for(load):
    load(requests=60, open_percent=40)

    assert FOIRequest.objects.count() == 60
    assert FOIRequest.objects.open().count() == 24


def test_every_due_date_is_what_the_law_makes_of_the_facts(load):
    load()

    for foi_request in FOIRequest.objects.all():
        kept = foi_request.due_on
        assert recalculate_due_date(foi_request) == kept


def test_nothing_lies_in_the_future_or_before_its_request(load):
    load()

    for foi_request in FOIRequest.objects.all():
        days = [
            *foi_request.history.values_list("on", flat=True),
            *foi_request.clock_events.values_list("on", flat=True),
            foi_request.closed_on or TODAY,
        ]
        assert foi_request.received_on <= min(days)
        assert max(days) <= TODAY


def test_answered_requests_have_every_question_answered_and_a_letter(load):
    load()

    answered = FOIRequest.objects.filter(state=State.ANSWERED)
    assert answered
    for foi_request in answered:
        questions = foi_request.questions.all()
        assert questions
        assert all(hasattr(question, "answered") for question in questions)
        letter = foi_request.letters.get()
        assert letter.html_sha256 == hashlib.sha256(letter.html.encode()).hexdigest()
        assert foi_request.reference in letter.html
        assert read_pdf(letter).startswith(b"%PDF")


def test_references_follow_the_authoritys_scheme_and_its_counter(load, authority):
    ReferenceCounter.objects.create(authority=authority, year=2026, last_number=41)

    load()

    of_this_year = FOIRequest.objects.registered().filter(received_on__year=2026)
    numbers = sorted(int(r.reference[1:5]) for r in of_this_year)
    assert numbers[0] >= 42
    counter = ReferenceCounter.objects.get(authority=authority, year=2026)
    assert counter.last_number >= numbers[-1]


def test_a_number_that_another_authority_took_is_left_out(load, authority):
    other = AuthorityFactory(
        reference_scheme=authority.reference_scheme, is_series_shared=True
    )
    FOIRequestFactory(authority=other, reference="S0003-26", state="answering")

    load()

    assert FOIRequest.objects.filter(reference="S0003-26").get().authority == other


def test_requests_can_be_found_by_what_they_ask_and_by_their_reference(load):
    load()

    some = FOIRequest.objects.registered().first()
    assert some in FOIRequest.objects.filter(has_words_of(some.subject.split(":")[0]))
    assert some in FOIRequest.objects.filter(has_words_of(some.reference))


def test_every_provision_cited_is_one_of_the_catalogue_and_of_the_regime(load):
    load(requests=120)

    for answer in Answer.objects.filter(citations__isnull=False).distinct():
        for citation in answer.citations.all():
            provision = exemptions.get(citation.provision_key)
            assert provision.regime == answer.foi_request.regime


def test_a_scottish_authoritys_requests_are_under_scottish_law(load, authority):
    authority.is_scottish = True

    load(authority=authority)

    regimes = set(FOIRequest.objects.values_list("regime", flat=True))
    assert regimes == {"FOISA", "EISR"}


def test_the_same_seed_makes_the_same_requests(load):
    def texts():
        return [*FOIRequest.objects.order_by("pk").values_list("received_text")]

    load(requests=20, seed=7)
    first = texts()
    load(requests=20, seed=7)

    assert texts()[20:] == first


def test_every_request_has_a_history_from_its_recording_on(load):
    load()

    recorded = HistoryEntry.objects.filter(kind=IntakeHistory.REQUEST_RECORDED)
    assert recorded.count() == FOIRequest.objects.requests().count()
    asked = HistoryEntry.objects.filter(kind=ReviewRequestsHistory.REVIEW_REQUESTED)
    assert asked.count() == FOIRequest.objects.reviews().count()
    issued = HistoryEntry.objects.filter(kind=IssuingHistory.RESPONSE_ISSUED)
    assert issued.count() == Letter.objects.count()


def test_a_year_of_an_office_is_there_and_nothing_contradicts_the_rest(load, authority):
    department = DepartmentFactory(authority=authority)
    UserFactory(authority=authority, roles=["contributor"], department=department)

    load(requests=600, open_percent=60)

    assert FOIRequest.objects.reviews().filter(closed_on=None).exists()
    for review in FOIRequest.objects.reviews():
        assert review.reference == f"{review.review_of.reference}/R1"
        assert review.received_on >= review.review_of.answered_on
        if review.closed_on:
            assert review.review_points.count() == review.questions.count() + 1
    late = FOIRequest.objects.filter(was_in_time=False)
    assert late.filter(answered_on__gt=F("due_on")).count() == late.count() > 0
    assert FOIRequest.objects.filter(is_restricted=True).exists()
    reopened = FOIRequest.objects.filter(closed_on=None, answered_on__isnull=False)
    assert reopened.exists()
    assert FOIRequest.objects.filter(clock_events__name="pit_extension_notice")
    assert Enquiry.objects.filter(replied_on__isnull=False).exists()
    assert all(enquiry.questions.exists() for enquiry in Enquiry.objects.all())
    waiting = FOIRequest.objects.filter(state=State.CLEARANCE)
    assert set(waiting.values_list("clearances__state", flat=True)) == {"running"}
    running = Clearance.objects.filter(state="running")
    assert running.count() == waiting.count()
    for letter in Letter.objects.select_related("foi_request"):
        assert letter.given_on == letter.foi_request.answered_on
    unsent = Dispatch.objects.filter(sent_at=None)
    states = set(unsent.values_list("letter__foi_request__state", flat=True))
    assert states == {State.ISSUED}


def test_the_facts_of_lists_agree_with_the_letters(load):
    load(requests=200, open_percent=10)

    names = ("outcome", "refusal_reason", "provisions")
    for foi_request in FOIRequest.objects.all():
        kept = {name: getattr(foi_request, name) for name in names}
        assert kept == outcome_in_letters(foi_request)
        assert (foi_request.days_taken is None) == (foi_request.answered_on is None)
    assert set(FOIRequest.objects.values_list("outcome", flat=True)) >= {
        *("granted", "partly_refused", "refused", "not_held", "")
    }
    assert FOIRequest.objects.exclude(extension="").exists()


def test_two_processes_write_the_same_requests_as_a_single(
    transactional_db, authority, monkeypatch
):
    monkeypatch.setattr(loading, "CHUNK", 20)

    def texts():
        return sorted(FOIRequest.objects.values_list("received_text", flat=True))

    common = {"open_percent": 40, "authority": authority, "today": TODAY}
    told = []
    loading.load(requests=50, workers=2, tell=told.append, **common)
    shared = texts()
    references = FOIRequest.objects.registered().values_list("reference", flat=True)
    assert told[-1] == 50
    assert len(set(references)) == len(references)
    loading.load(requests=50, **common)
    assert texts() == sorted([*shared, *shared])


def test_it_is_not_loaded_among_real_requests(settings, load):
    settings.IS_DEMONSTRATION = settings.DEBUG = False

    with pytest.raises(CommandError, match="not a demonstration") as refusal:
        call_command("load_sample", requests=1)

    assert refusal.value.returncode == 2
    assert not FOIRequest.objects.exists()


def test_without_the_tests_it_is_refused_in_a_sentence(settings, monkeypatch):
    settings.IS_DEMONSTRATION = True
    monkeypatch.setitem(sys.modules, "tests.bench.sample.loading", None)

    with pytest.raises(CommandError, match="no tests/bench/sample") as refusal:
        call_command("load_sample", requests=1)

    assert refusal.value.returncode == 1


@pytest.mark.parametrize(
    ("options", "why"),
    [
        pytest.param({"requests": 0}, "at least one", id="no requests"),
        pytest.param({"requests": 1, "open": 101}, "percentage", id="a percentage"),
        pytest.param({"requests": 1, "authority": "Nowhere"}, "Nowhere", id="a name"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(settings, load, options, why):
    settings.IS_DEMONSTRATION = True

    with pytest.raises(CommandError, match=why):
        call_command("load_sample", **options)


def test_an_authority_without_people_is_refused(settings, load):
    settings.IS_DEMONSTRATION = True
    AuthorityFactory(name="Empty Council")

    with pytest.raises(CommandError, match="at least one officer"):
        call_command("load_sample", requests=1, authority="Empty Council")
