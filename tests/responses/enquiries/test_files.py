"""Files of enquiries: stored, checked, held back where they tell who asked."""

from datetime import UTC, date, datetime

import pytest

from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import Job
from responses.enclosures.adding import EnclosureRefused
from responses.enquiries.answering import (
    AnswerNotPossible,
    Written,
    answer_enquiry,
    save_reply_draft,
)
from responses.enquiries.files import (
    MOST_FILES,
    SCAN_ENQUIRY_FILE,
    add_enquiry_file,
    remove_enquiry_file,
)
from responses.enquiries.holders import Holder
from responses.models import Enclosure, EnquiryFile
from tests.factories import EnquiryFileFactory

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)
DOGS = b"Year,Dogs\r\n2025,12\r\n"


@pytest.fixture
def holder(contributor):
    return Holder(user=contributor)


@pytest.fixture
def draft(enquiry, holder):
    return save_reply_draft(
        enquiry=enquiry, holder=holder, written=Written(text="See."), at=NOW
    )


@pytest.fixture
def add(enquiry):
    def add(reply=None, content=DOGS, name="dogs.csv", **more):
        return add_enquiry_file(
            enquiry=enquiry,
            reply=reply,
            question=more.pop("question", None),
            chunks=[content],
            name=name,
            most_bytes=more.pop("most_bytes", 1_000),
            by=None,
        )

    return add


def scan():
    run_due(handler=handler_of(SCAN_ENQUIRY_FILE.name), on=TODAY, at=NOW)


def test_a_file_is_stored_and_checked(add, draft):
    file = add(draft)
    assert file.scan == Enclosure.Scan.WAITING
    scan()

    file.refresh_from_db()
    assert file.scan == Enclosure.Scan.CLEAN
    assert "2025" in file.words
    assert file.scanned_at == NOW


def test_the_same_file_is_stored_once_for_a_question(add, draft, questions):
    first = add(draft)
    assert add(draft) == first
    assert add(draft, question=questions[0]) != first
    assert EnquiryFile.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"content": b""}, "is empty"),
        ({"name": "dogs.exe"}, "dogs.exe"),
        ({"most_bytes": 5}, "larger than"),
    ],
)
def test_files_that_cannot_be_checked_are_refused(add, draft, given, words):
    with pytest.raises(EnclosureRefused, match=words):
        add(draft, **given)

    assert not EnquiryFile.objects.exists()


def test_a_reply_has_so_many_files_at_most(add, draft, enquiry):
    for number in range(MOST_FILES):
        EnquiryFileFactory(enquiry=enquiry, reply=draft, content=b"%d" % number)

    with pytest.raises(EnclosureRefused, match="already has that many"):
        add(draft)


def test_a_file_is_taken_out_of_a_draft_but_not_of_a_reply(add, draft, enquiry, holder):
    remove_enquiry_file(reply=draft, key=add(draft).pk)
    assert not EnquiryFile.objects.exists()

    file = add(draft)
    answer_enquiry(
        enquiry=enquiry,
        holder=holder,
        written=Written(text="See."),
        on=TODAY,
        at=NOW,
    )
    remove_enquiry_file(reply=draft, key=file.pk)
    assert EnquiryFile.objects.get() == file
    with pytest.raises(AnswerNotPossible, match="sent meanwhile"):
        add(draft, content=b"a,b\n")


def test_a_file_alone_is_an_answer(add, enquiry, holder):
    draft = save_reply_draft(enquiry=enquiry, holder=holder, written=Written(), at=NOW)
    add(draft)

    reply = answer_enquiry(
        enquiry=enquiry, holder=holder, written=Written(), on=TODAY, at=NOW
    )
    assert reply.files.get().name == "dogs.csv"


@pytest.mark.parametrize(
    ("content", "name", "may_be_shown"),
    [
        (DOGS, "dogs.csv", True),
        (b"Name,Dogs\r\nAda Asker,12\r\n", "dogs.csv", False),
        (DOGS, "Ada Asker.csv", False),
    ],
)
def test_material_that_tells_who_asked_is_held_back(add, content, name, may_be_shown):
    file = add(content=content, name=name)
    assert not file.may_be_shown
    scan()

    file.refresh_from_db()
    assert file.may_be_shown == may_be_shown


def test_what_a_department_says_of_a_person_is_not_held_against_it(add, draft):
    file = add(draft, content=b"Name,Dogs\r\nAda Asker,12\r\n")
    scan()

    file.refresh_from_db()
    assert not file.tells_who_asked


def test_the_check_run_twice_changes_nothing(add, draft):
    file = add(draft)
    scan()
    Job.objects.update(done_at=None)
    EnquiryFile.objects.update(scan=Enclosure.Scan.TO_LOOK_AT)
    scan()

    file.refresh_from_db()
    assert file.scan == Enclosure.Scan.TO_LOOK_AT


def test_a_question_goes_though_its_file_came_twice(add, draft, questions):
    for question in (questions[0], questions[1], None):
        add(draft, question=question)

    for question in questions[:2]:
        question.delete()

    assert list(EnquiryFile.objects.values_list("question", flat=True)) == [None] * 3
