from datetime import date

import pytest

from requests_app.models import FOIRequest
from responses.drafting.letter_text import LetterTextChanged, save_letter_text
from responses.drafting.permitted import DraftNotOpen, TextNotTaken
from responses.models import ResponseDraft

TODAY = date(2026, 3, 9)


@pytest.fixture
def save(foi_request, officer):
    def save(**changes):
        return save_letter_text(
            **{
                "foi_request": foi_request,
                "opening": "<p>Thank you.</p>",
                "ending": "",
                "version": 0,
                "by": officer,
                "on": TODAY,
                **changes,
            }
        )

    return save


def test_opening_and_ending_are_saved_clean_and_recorded(save, foi_request):
    draft = save(ending="<p>Yours<script>x</script></p>")

    draft.refresh_from_db()
    assert (draft.opening, draft.ending) == ("<p>Thank you.</p>", "<p>Yours</p>")
    entry = foi_request.history.get()
    assert entry.kind == "letter_text_saved"
    assert entry.changes == {
        "opening": ["", "<p>Thank you.</p>"],
        "ending": ["", "<p>Yours</p>"],
    }


def test_saving_the_same_twice_is_saving_once(save, foi_request):
    assert save() == save()
    assert foi_request.history.count() == 1


def test_texts_somebody_saved_since_are_not_written_over(save):
    save()
    save(opening="<p>Theirs.</p>", version=1)

    with pytest.raises(LetterTextChanged) as refusal:
        save(opening="<p>Mine.</p>", version=1)

    assert refusal.value.draft.opening == "<p>Theirs.</p>"


def test_a_draft_made_for_another_purpose_is_no_obstacle(save, foi_request):
    ResponseDraft.objects.create(foi_request=foi_request)

    assert save(version=0).version == 2


def test_texts_wait_for_the_request_to_be_answered(save):
    FOIRequest.objects.update(state="clearance")

    with pytest.raises(DraftNotOpen):
        save()


def test_a_text_too_large_for_a_letter_is_refused(save):
    with pytest.raises(TextNotTaken):
        save(opening="x" * 600_000)
