"""Enclosures are accepted for a reason, moved and removed."""

import pytest

from responses.enclosures.adding import EnclosureRefused, replace_enclosure
from responses.enclosures.changing import (
    accept_enclosure,
    move_enclosure,
    remove_enclosure,
)
from responses.enclosures.history import EnclosuresHistory
from responses.models import Enclosure
from tests.responses.enclosures.added import MOST, add, codes, kept, look
from tests.responses.files import hidden_sheet, plain_table
from tests.responses.kinds import ON


def accept(enclosure, by, reason="They asked for the picture as it was taken."):
    return accept_enclosure(
        enclosure=enclosure,
        sha256=enclosure.sha256,
        reason=reason,
        by=by,
        on=ON,
    )


def test_hidden_data_blocks_until_the_file_is_mended(
    foi_request, officer, django_capture_on_commit_callbacks
):
    enclosure = look(add(foi_request, officer, hidden_sheet(), "figures.xlsx"))
    assert enclosure.scan == Enclosure.Scan.HIDDEN_DATA
    assert "attachment_has_hidden_data" in codes(foi_request)

    with pytest.raises(EnclosureRefused, match="cannot be sent as it is"):
        accept(enclosure, officer)
    with django_capture_on_commit_callbacks(execute=True):
        mended = replace_enclosure(
            enclosure=enclosure,
            chunks=[plain_table()],
            name="figures.csv",
            most_bytes=MOST,
            by=officer,
            on=ON,
        )

    assert not kept(enclosure)
    assert look(mended).scan == Enclosure.Scan.CLEAN
    assert not {"attachment_has_hidden_data", "attachment_not_scanned"} & codes(
        foi_request
    )


@pytest.fixture
def with_finding(foi_request, officer):
    enclosure = add(foi_request, officer)
    Enclosure.objects.filter(pk=enclosure.pk).update(
        scan="hidden_data",
        found=[
            {"code": "position", "place": "", "message": "Where.", "severity": "block"}
        ],
    )
    enclosure.refresh_from_db()
    return enclosure


def test_a_finding_may_be_accepted_for_a_reason(foi_request, officer, with_finding):
    assert "attachment_has_hidden_data" in codes(foi_request)

    accept(with_finding, officer)

    assert "attachment_has_hidden_data" not in codes(foi_request)
    entry = foi_request.history.first()
    assert entry.kind == EnclosuresHistory.ENCLOSURE_ACCEPTED
    assert "as it was taken" in entry.note


def test_lesser_findings_warn_until_somebody_accepts_them(
    foi_request, officer, with_finding
):
    Enclosure.objects.update(
        scan="to_look_at",
        found=[{"code": "x", "place": "", "message": "Jo.", "severity": "warn"}],
    )
    assert "attachment_to_look_at" in codes(foi_request)

    accept(with_finding, officer)

    assert "attachment_to_look_at" not in codes(foi_request)


def test_accepting_needs_a_reason_and_the_very_file(officer, with_finding):
    with pytest.raises(EnclosureRefused, match="Give the reason"):
        accept(with_finding, officer, reason=" ")
    with_finding.sha256 = "0" * 64
    with pytest.raises(EnclosureRefused, match="replaced"):
        accept(with_finding, officer)


def test_files_move_up_and_down_and_stop_at_the_ends(foi_request, officer):
    first, second = (add(foi_request, officer, b"a\n%d\n" % n) for n in (1, 2))

    move_enclosure(enclosure=second, places=-1, by=officer)
    move_enclosure(enclosure=second, places=-1, by=officer)

    assert list(foi_request.enclosures.all()) == [second, first]


def test_a_removed_file_is_deleted_unless_a_letter_has_it(
    foi_request, officer, django_capture_on_commit_callbacks
):
    enclosure = add(foi_request, officer)

    with django_capture_on_commit_callbacks(execute=True):
        remove_enclosure(enclosure=enclosure, by=officer, on=ON)

    assert not kept(enclosure)
    assert foi_request.history.first().kind == EnclosuresHistory.ENCLOSURE_REMOVED
