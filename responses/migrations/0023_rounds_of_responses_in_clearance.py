"""Give each response in clearance, or cleared, its round of a single step."""

from django.db import migrations
from django.db.models.functions import Now


def begin(apps, schema_editor):
    round_, step = (
        apps.get_model("responses", name) for name in ("Clearance", "ClearanceStep")
    )
    drafts = apps.get_model("responses", "ResponseDraft").objects
    waiting = apps.get_model("requests_app", "FOIRequest").objects.filter(
        state__in=["clearance", "cleared"]
    )
    known = {
        draft.foi_request_id: draft for draft in drafts.filter(foi_request__in=waiting)
    }
    for foi_request in waiting.iterator():
        draft = known.get(foi_request.pk)
        is_cleared = foi_request.state == "cleared"
        if is_cleared and (draft is None or draft.cleared_by_id is None):
            continue
        since = draft.submitted_at if draft and draft.submitted_at else Now()
        made = round_.objects.create(
            foi_request_id=foi_request.pk,
            state="cleared" if is_cleared else "running",
            started_at=since,
            ended_at=draft.cleared_at if is_cleared else None,
        )
        decided = (
            {
                "state": "cleared",
                "by_id": draft.cleared_by_id,
                "at": draft.cleared_at,
                "words_sha256": draft.cleared_sha256,
            }
            if is_cleared
            else {"state": "open"}
        )
        step.objects.create(
            clearance=made,
            name="Approver",
            is_for_anyone=True,
            opened_at=since,
            **decided,
        )


def end(apps, schema_editor):
    apps.get_model("responses", "Clearance").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("responses", "0022_keep_routes_of_clearance")]

    operations = [migrations.RunPython(begin, end)]
