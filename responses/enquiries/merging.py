"""What a merge of departments means for their questions."""

from django.urls import reverse

from requests_app.administration.merging import Merger
from requests_app.models import Enquiry, EnquiryStage, Notice
from requests_app.telling.services import tell
from responses.enquiries.people import contributors_of


def hand_on_questions(merger: Merger) -> None:
    """Tell the department that took over of the questions that still want a reply.

    Links and drafts stay with their questions. The next morning post has the open
    questions as new, for the mailbox of the department that took over.
    """
    moved = Enquiry.objects.wanted().filter(pk__in=merger.enquiries)
    waiting = set(moved.order_by().values_list("pk", flat=True))
    if not waiting:
        return
    told = EnquiryStage.objects.filter(enquiry__in=waiting)
    told.filter(stage=EnquiryStage.Stage.NEW).delete()
    tell(
        people=contributors_of(merger.into),
        kind=Notice.Kind.ASKED,
        words=f"{merger.gone} is now part of {merger.into}. Sets of questions that "
        f"want a reply: {len(waiting):,}",
        url=reverse("enquiries"),
        key=f"merged-{merger.gone.pk}",
        by=merger.by,
        on=merger.on,
    )
