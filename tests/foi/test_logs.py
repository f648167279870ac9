import logging

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from foi.logs import without_trace


def record_of(error):
    trace = (type(error), error, None)
    return logging.LogRecord("django.request", logging.WARNING, "", 0, "", (), trace)


def test_a_refused_page_leaves_no_trace_in_the_log():
    refused = record_of(PermissionDenied())

    assert without_trace(refused)
    assert refused.exc_info is None


def test_a_page_that_broke_leaves_its_trace():
    broken = record_of(ValueError())

    assert without_trace(broken)
    assert broken.exc_info is not None


def test_the_log_is_told_to(client, approver):
    client.force_login(approver)
    handler = next(
        each
        for each in logging.getLogger().handlers
        if without_trace in [getattr(one, "callback", None) for one in each.filters]
    )

    assert handler is not None
    assert client.get(reverse("record-request")).status_code == 403
