"""Enclosures are cleared and issued unchanged."""

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, transaction

from responses.enclosures import reading
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Enclosure
from responses.refusals import DocumentDamaged
from tests.responses import kinds
from tests.responses.enclosures.added import add, issue, issued, look
from tests.responses.kinds import ON


def test_the_files_are_part_of_what_is_cleared(foi_request, officer):
    before = sha256_of_words(compose(foi_request, on=ON))
    enclosure = look(add(foi_request, officer))
    listed = sha256_of_words(compose(foi_request, on=ON))
    Enclosure.objects.filter(pk=enclosure.pk).update(sha256="0" * 64)
    swapped = sha256_of_words(compose(foi_request, on=ON))

    assert len({before, listed, swapped}) == 3


def test_issuing_ties_the_files_to_the_letter_for_good(officer, approver):
    enclosure, foi_request = issued(officer, approver)

    letter = issue(foi_request, officer)

    enclosure.refresh_from_db()
    assert enclosure.letter == letter
    assert "figures.csv" in letter.html
    for change in (
        lambda: Enclosure.objects.filter(pk=enclosure.pk).update(name="other.csv"),
        lambda: Enclosure.objects.filter(pk=enclosure.pk).update(letter=None),
        lambda: Enclosure.objects.filter(pk=enclosure.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


def test_a_file_changed_on_disk_is_neither_issued_nor_given_out(officer, approver):
    enclosure, foi_request = issued(officer, approver)
    storage = storages["default"]
    storage.delete(enclosure.stored_as)
    with storage.open(enclosure.stored_as, "wb") as file:
        file.write(b"something else")

    with pytest.raises(DocumentDamaged):
        reading.read(enclosure)
    with pytest.raises(DocumentDamaged):
        issue(foi_request, officer)

    assert not foi_request.letters.exists()


def test_a_file_goes_only_with_a_letter_of_its_own_request(officer, approver):
    _, foi_request = issued(officer, approver)
    letter = issue(foi_request, officer)
    other = add(kinds.full_disclosure(authority=officer.authority), officer)

    with pytest.raises(DatabaseError, match="its own request"), transaction.atomic():
        Enclosure.objects.filter(pk=other.pk).update(letter=letter)
