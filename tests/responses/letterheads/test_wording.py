"""An authority's wording of its letters, version by version."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from responses.clearance.services import clear_response
from responses.issuing.services import issue_response
from responses.letterheads.wording import (
    WordingChanged,
    WordingNotSaved,
    restore_wording,
    save_wording,
)
from responses.letters.composing import compose
from responses.letters.pages import page_of, sha256_of_words
from responses.letters.wording.catalogue import get
from responses.models import Wording
from responses.refusals import LetterChanged
from tests.factories import AuthorityFactory, UserFactory
from tests.responses import kinds

KEY = "rights.foia_review_answered"
OWN = "We answer within {days} working days, and mean it."


@pytest.fixture
def administrator(db):
    return UserFactory(roles=["administrator"], authority=AuthorityFactory())


def save(administrator, text, number=0, key=KEY, language="en"):
    return save_wording(
        authority=administrator.authority,
        key=key,
        language=language,
        text=text,
        number=number,
        by=administrator,
    )


def test_letters_say_a_sentence_as_the_authority_words_it(administrator):
    foi_request = kinds.full_disclosure(authority=administrator.authority)

    save(administrator, OWN)

    page = page_of(compose(foi_request, on=kinds.ON))
    assert "We answer within 20 working days, and mean it." in page


def test_another_authority_and_another_language_keep_their_wording(administrator):
    save(administrator, OWN)

    other = kinds.full_disclosure()
    welsh = kinds.full_disclosure(authority=administrator.authority, language="cy")
    for foi_request in (other, welsh):
        page = page_of(compose(foi_request, on=kinds.ON))
        assert "mean it" not in page


@pytest.mark.parametrize(
    "attack", ["{content.__class__}", "{0}", "{{days}}", "{days!r}", "{days:>9}"]
)
def test_what_is_not_a_field_is_refused(administrator, attack):
    with pytest.raises(WordingNotSaved):
        save(administrator, f"Within {{days}} days {attack}")

    assert not Wording.objects.exists()


def test_markup_is_kept_as_words_and_printed_as_words(administrator):
    foi_request = kinds.full_disclosure(authority=administrator.authority)

    save(administrator, "<script>alert(1)</script> {days}")

    page = page_of(compose(foi_request, on=kinds.ON))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 20" in page
    assert "<script" not in page


def test_each_change_is_a_version_that_says_by_whom(administrator):
    save(administrator, OWN)
    save(administrator, OWN + " Always.", number=1)

    versions = Wording.objects.order_by("number")
    assert [(one.number, one.by) for one in versions] == [
        (1, administrator),
        (2, administrator),
    ]


def test_saving_the_same_words_again_makes_no_version(administrator):
    first = save(administrator, OWN)

    again = save(administrator, f"  {OWN}  ", number=1)

    assert again == first


def test_a_wording_begun_before_another_was_saved_is_not_written_over_it(administrator):
    save(administrator, OWN)

    with pytest.raises(WordingChanged, match="Your text is kept"):
        save(administrator, "Within {days} days.", number=0)


def test_one_can_go_back_to_an_older_version_and_to_the_release(administrator):
    save(administrator, OWN)
    save(administrator, "Within {days} days.", number=1)

    common = {
        "authority": administrator.authority,
        "key": KEY,
        "language": "en",
        "by": administrator,
    }
    restore_wording(version=1, number=2, **common)
    restore_wording(version=0, number=3, **common)

    texts = [one.text for one in Wording.objects.order_by("number")]
    assert texts == [OWN, "Within {days} days.", OWN, ""]


def test_the_release_s_own_words_are_kept_as_the_release_s(administrator):
    save(administrator, OWN)

    back = save(administrator, get(KEY).text, number=1)

    assert back.text == ""


def test_the_database_refuses_to_change_or_delete_a_version(administrator):
    save(administrator, OWN)

    for change in (
        lambda: Wording.objects.update(text="x"),
        lambda: Wording.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()


def test_a_cleared_letter_whose_wording_changes_is_not_issued(administrator, approver):
    officer = UserFactory(roles=["officer"], authority=administrator.authority)
    foi_request = kinds.full_disclosure(authority=administrator.authority)
    foi_request = kinds.cleared(foi_request, by=officer, approver=approver)
    save(administrator, OWN)

    with pytest.raises(LetterChanged):
        issue_response(
            foi_request=foi_request, number=1, by=officer, on=kinds.ON, at=kinds.AT
        )


def test_a_letter_in_clearance_whose_wording_changes_has_to_be_read_again(
    administrator, approver
):
    officer = UserFactory(roles=["officer"], authority=administrator.authority)
    foi_request = kinds.full_disclosure(authority=administrator.authority)
    foi_request = kinds.in_clearance(foi_request, by=officer)
    read = sha256_of_words(compose(foi_request, on=kinds.ON))
    save(administrator, OWN)

    with pytest.raises(LetterChanged):
        clear_response(
            foi_request=foi_request,
            words_sha256=read,
            by=approver,
            on=kinds.ON,
            at=kinds.AT,
        )


def test_an_issued_letter_keeps_the_words_it_was_issued_with(administrator, approver):
    officer = UserFactory(roles=["officer"], authority=administrator.authority)
    foi_request = kinds.full_disclosure(authority=administrator.authority)
    letter = kinds.issued(foi_request, by=officer, approver=approver)

    save(administrator, OWN)

    letter.refresh_from_db()
    assert "mean it" not in letter.html


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_make_two_versions_or_one_is_told():
    administrator = UserFactory(roles=["administrator"])
    outcomes = []

    def act(text):
        try:
            outcomes.append(save(administrator, text).number)
        except WordingChanged:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(f"{{days}} days, {n}.",)) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["1", "told", "told", "told"]
