"""Move the single reply of each enquiry to the replies."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations

_LONDON = ZoneInfo("Europe/London")


def _noon(day):
    return datetime.combine(day, time(12), _LONDON)


def forward(apps, schema_editor):
    replies = apps.get_model("requests_app", "EnquiryReply").objects
    enquiries = apps.get_model("requests_app", "Enquiry").objects
    for enquiry in enquiries.select_related("replied_by").iterator():
        enquiries.filter(pk=enquiry.pk).update(asked_at=_noon(enquiry.asked_on))
        if enquiry.replied_on is None:
            continue
        person = enquiry.replied_by
        name = f"{person.first_name} {person.last_name}".strip() or person.username
        replies.create(
            enquiry_id=enquiry.pk,
            by_id=person.pk,
            name=name,
            text=enquiry.reply,
            saved_at=_noon(enquiry.replied_on),
            sent_at=_noon(enquiry.replied_on),
            sent_on=enquiry.replied_on,
        )


def backward(apps, schema_editor):
    replies = apps.get_model("requests_app", "EnquiryReply").objects
    enquiries = apps.get_model("requests_app", "Enquiry").objects
    for enquiry in enquiries.filter(replied_on__isnull=False).iterator():
        sent = replies.filter(enquiry_id=enquiry.pk, sent_at__isnull=False)
        every = list(sent.order_by("sent_at", "pk").prefetch_related("parts"))
        texts = [
            text
            for one in every
            for text in (*(part.text for part in one.parts.all()), one.text)
        ]
        words = "\n\n".join(filter(None, texts)) or "(a file)"
        by = next((one.by_id for one in every if one.by_id), enquiry.asked_by_id)
        enquiries.filter(pk=enquiry.pk).update(reply=words, replied_by_id=by)


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0017_enquiries_have_several_replies")]

    operations = [migrations.RunPython(forward, backward)]
