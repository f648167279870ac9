"""The address to which GOV.UK Notify reports what became of letters."""

import json
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from accounts.sign_in import LINKS, note_wrong_link, wait_of
from responses.models import Sender
from responses.senders.services import digest_of
from responses.sending.receipts import take_receipt

_LONGEST = 20_000  # bytes of one report


@method_decorator([login_not_required, never_cache, csrf_exempt], name="dispatch")
class NotifyReceipts(View):
    """Take a report. Its bearer token is the key: there is no session to abuse."""

    http_method_names = ["post"]

    def post(self, request):
        now = timezone.now()
        if wait_of(request, LINKS, at=now):
            return refused(HTTPStatus.TOO_MANY_REQUESTS)
        authority_id = self.authority_of_token()
        if authority_id is None:
            note_wrong_link(request)
            return refused(HTTPStatus.FORBIDDEN)
        report = self.report()
        if report is None:
            return refused(HTTPStatus.BAD_REQUEST)
        notify_id, status = report
        # A message that is none of our letters, such as one to a colleague, is well.
        take_receipt(
            notify_id=notify_id,
            status=status,
            at=now,
            on=timezone.localdate(),
            authority_id=authority_id,
        )
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def authority_of_token(self):
        """Return the authority that the bearer token belongs to; None for none."""
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            return None
        digest = digest_of(token.strip())
        found = None
        kept = Sender.objects.exclude(receipts_digest="")
        for authority_id, known in kept.values_list("authority", "receipts_digest"):
            if constant_time_compare(digest, known):
                found = authority_id
        return found

    def report(self):
        """Return the id and the status of a report; None for what is no report."""
        try:
            body = self.request.body
        except RequestDataTooBig:
            return None
        if len(body) > _LONGEST:
            return None
        try:
            said = json.loads(body)
            return UUID(str(said["id"])), str(said["status"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return None


def refused(status):
    """Answer that a report is not taken."""
    return JsonResponse({"message": status.phrase}, status=status)
