"""What stood before versions were kept of it becomes part of the latest version."""

from datetime import UTC, datetime

from tests.old_rows import answer_of, person_of, request_of


def test_what_stands_becomes_part_of_the_latest_version(step_of):
    step = step_of(("responses", "0016_keep_versions_of_citations"))
    apps = step.apps
    made = request_of(apps)
    foi_request, author = made.pk, person_of(apps, made.authority).pk
    answer = answer_of(apps, made).pk
    for version, is_unused in ((1, False), (2, False), (2, True)):
        apps.get_model("responses", "AnswerRevision").objects.create(
            answer_id=answer, version=version, by_id=author, is_unused=is_unused
        )
    statement = apps.get_model("responses", "NCNDStatement").objects.create(
        foi_request_id=foi_request, scope="more maps", version=4, updated_by_id=author
    )
    citations = apps.get_model("responses", "Citation").objects
    citations.create(
        answer_id=answer,
        provision_key="FOIA 43(2)",
        harm="Bids.",
        facts={"likelihood": "would"},
    )
    citations.create(
        statement=statement, provision_key="FOIA 31(3)", why_applies="It tells."
    )
    apps.get_model("responses", "ResponseDraft").objects.create(
        foi_request_id=foi_request, opening="<p>Sorry.</p>", version=3
    )
    apps.get_model("requests_app", "HistoryEntry").objects.create(
        foi_request_id=foi_request,
        kind="letter_text_saved",
        by_id=author,
        on="2026-03-09",
        recorded_at=datetime(2026, 3, 9, 9, tzinfo=UTC),
    )

    after = step.forward()

    revisions = after.get_model("responses", "AnswerRevision").objects
    kept = revisions.order_by("pk").values_list("citations", flat=True)
    assert list(kept) == [
        None,
        [
            {
                "provision_key": "FOIA 43(2)",
                "why_applies": "",
                "harm": "Bids.",
                "factors_for": "",
                "factors_against": "",
                "balance": "",
                "facts": {"likelihood": "would"},
                "same_as": None,
            }
        ],
        None,
    ]
    drafts = after.get_model("responses", "DraftRevision").objects
    by_part = {one.part: one for one in drafts.all()}
    stated, letter_text = by_part["statement"], by_part["letter_text"]
    assert (stated.version, stated.said["scope"]) == (4, "more maps")
    assert stated.citations[0]["why_applies"] == "It tells."
    assert (letter_text.version, letter_text.by_id) == (3, author)
    assert letter_text.said["opening"] == "<p>Sorry.</p>"
