"""Blank what an erased requester typed into the public form about themselves."""

from django.db.models import Q

from mail.models import Message, Submission
from requests_app.models import Requester


def erase_submissions(requester: Requester) -> None:
    """Blank addresses, organisations and formats of a requester's forms.

    These are the forms that became requests of the record, and those dealt with in
    another way that came from an e-mail address of the record. A form that waits is
    left: what becomes of it is not decided yet. The words of a request stay with it.

    Args:
        requester: The record, with its addresses.
    """
    of_person = Q(message__foi_request__requester=requester)
    if requester.emails:
        by_address = Q(
            message__foi_request__isnull=True, message__entries__isnull=False
        )
        for email in requester.emails:
            by_address_of = Q(message__sender_address__iexact=email)
            of_person |= by_address & by_address_of
    found = (
        Submission.objects.filter(of_person, message__authority=requester.authority_id)
        .exclude(message__entries__ended_as="")
        .values_list("pk", "message")
    )
    submissions, messages = {key for key, _ in found}, {key for _, key in found}
    Submission.objects.filter(pk__in=submissions).update(
        address="", organisation="", format_wanted="", client=""
    )
    # The remarks of a form repeat these fields.
    Message.objects.filter(pk__in=messages).update(notes=[])
