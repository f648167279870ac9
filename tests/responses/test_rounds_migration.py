"""Responses sent before there were routes get a round of a single step."""

from datetime import UTC, datetime

from tests.old_rows import authority_of, person_of, request_of

AT = datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_each_response_in_clearance_gets_its_round(step_of):
    step = step_of(("responses", "0023_rounds_of_responses_in_clearance"))
    authority = authority_of(step.apps)
    author = person_of(step.apps, authority).pk
    waiting, cleared, answering, without_draft = (
        request_of(step.apps, authority=authority, state=state).pk
        for state in ("clearance", "cleared", "answering", "clearance")
    )
    drafts = step.apps.get_model("responses", "ResponseDraft").objects
    drafts.create(foi_request_id=waiting, submitted_by_id=author, submitted_at=AT)
    drafts.create(
        foi_request_id=cleared,
        submitted_by_id=author,
        submitted_at=AT,
        cleared_by_id=author,
        cleared_at=AT,
        cleared_sha256="a" * 64,
    )

    clearances = step.forward().get_model("responses", "Clearance").objects

    rounds = {one.foi_request_id: one for one in clearances.all()}
    assert set(rounds) == {waiting, cleared, without_draft}
    assert rounds[waiting].state == "running"
    asked = rounds[waiting].steps.get()
    assert (asked.state, asked.is_for_anyone, asked.opened_at) == ("open", True, AT)
    assert rounds[without_draft].steps.get().state == "open"
    assert rounds[cleared].state == "cleared"
    done = rounds[cleared].steps.get()
    assert (done.by_id, done.words_sha256) == (author, "a" * 64)
    assert answering not in rounds

    clearances = step.back().get_model("responses", "Clearance").objects

    assert not clearances.exists()
