"""Every page for every role, with objects of the own authority and of another.

`PAGES` is the expected table. There is one rule. An object outside of what a user may
see is a 404 to every user. Where the object is visible, or the address names none, a
user without the page's permission gets a 403. A URL of the project missing from the
table fails the first test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from accounts.models import SchoolClosure
from mail.models import IncomingRule, Message, MessageFile
from requests_app.calendars.recalculating import request_recalculation
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import (
    AssignmentRule,
    BulkAct,
    Channel,
    DatedEntry,
    Enquiry,
    Export,
    HandOver,
    Job,
    Notice,
    PastImport,
    PeopleImport,
    QuestionTable,
    Recalculation,
    RequesterType,
    RequestTable,
    SavedView,
)
from requests_app.telling.channels.sealing import ADDRESSES
from responses.enquiries.links import link_for
from responses.enquiries.links import url_of as url_of_link
from responses.models import (
    AnswerRevision,
    Batch,
    Clearance,
    ClearanceRoute,
    Dispatch,
    DraftPDF,
    DraftRevision,
    PrintRun,
    RoundRobin,
    RouteRule,
)
from returns.models import SavedTable
from returns.population import Period
from returns.reports import reports
from returns.services import keep_snapshot
from statute.dated import Fact
from statute.notices import LetterType
from tests.factories import (
    AdviceFactory,
    AdviceRuleFactory,
    AnswerFactory,
    AuthorityFactory,
    CitationFactory,
    CommentFactory,
    DepartmentFactory,
    EnclosureFactory,
    EnquiryFileFactory,
    FOIRequestFactory,
    LeaveFactory,
    LetterFactory,
    MailboxFactory,
    NCNDStatementFactory,
    OriginalFileFactory,
    ParagraphFactory,
    PreviewPageFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
    QuestionFactory,
    RequesterFactory,
    RequestFileFactory,
    ResponseDraftFactory,
    SafeCopyFileFactory,
    SafeCopyPictureFactory,
    TeamFactory,
    UserFactory,
)
from tests.mail import made

OFFICER, APPROVER, MANAGER = "officer", "approver", "manager"
CONTRIBUTOR, AUDITOR, ADMINISTRATOR = "contributor", "auditor", "administrator"
OWNER = "owner"
ROLES = (OFFICER, APPROVER, MANAGER, CONTRIBUTOR, AUDITOR, ADMINISTRATOR, OWNER)

SEES_REQUESTS = {OFFICER, APPROVER, MANAGER, AUDITOR}
CASEWORK = {OFFICER, MANAGER}
COMMENTS = CASEWORK | {APPROVER}
USES_LIBRARY = CASEWORK | {APPROVER, ADMINISTRATOR}

OWN, OTHER = "own authority", "other authority"
NOT_NAMED, NAMED = "restricted, not named", "restricted, named"
SITUATIONS = (OWN, OTHER, NOT_NAMED, NAMED)


@dataclass
class World:
    """The objects of the pages."""

    authority: object
    foi_request: object
    received: object
    review: object
    ids: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """The roles admitted to a page, and the object of the page.

    Attributes:
        roles: The roles with the page's permission.
        status: The status for these roles: 405 where a page only takes forms, 302 where
            it redirects, 400 where a query is missing.
        about: The object named in the URL: "" for none, a request by its "reference",
            or as "foi_request" before registration, or the object itself. "authority"
            and "installation" are objects of an authority; the owner of the
            installation sees the second everywhere. "hidden" is seen by none of the
            people in the table.
        more: Further objects named in the URL, by the names in `World.ids`.
    """

    roles: set[str]
    status: int = 200
    about: str = ""
    more: tuple[tuple[str, str], ...] = ()


def of_review(roles, status=200, **more):
    return Page(roles, status, "review", tuple(more.items()))


def of_request(roles, status=200, **more):
    return Page(roles, status, "reference", tuple(more.items()))


def of_received(roles, status=200, **more):
    return Page(roles, status, "foi_request", tuple(more.items()))


def of_batch(roles, status=200):
    return of_authority(roles, status, batch="batch")


def of_group(roles, status=200):
    return of_authority(roles, status, group="round robin")


def of_print_run(roles, status=200):
    return of_authority(roles, status, print_run="print_run")


def of_paragraph(roles, status=200):
    return of_authority(roles, status, paragraph="paragraph")


def of_requester(roles, status=200, **more):
    more = {"requester": "requester", **more}
    return Page(roles, status, "requester", tuple(more.items()))


def of_authority(roles, status=200, **more):
    return Page(roles, status, "authority", tuple(more.items()))


def administered(status=200, **more):
    about = "authority" if more else ""
    return Page({ADMINISTRATOR}, status, about, tuple(more.items()))


def hidden(**more):
    return Page(set(), 404, "hidden", tuple(more.items()))


def owned(status=200, **more):
    return Page({OWNER}, status, more=tuple(more.items()))


# By URL name. Where a name has two URLs, the second is for a request without a
# reference.
PUBLIC_ANSWER = (("authority", "slug"), ("answer", "public answer"))
PAGES: dict[str, tuple[Page, ...]] = {
    # All users
    "landing": (Page(set(ROLES), 302),),
    "home": (Page(set(ROLES)),),
    "sign-in": (Page(set(ROLES), 302),),
    "sign-out": (Page(set(ROLES), 405),),
    "health": (Page(set(ROLES)),),
    "favicon": (Page(set(ROLES), 302),),
    "palette": (Page(set(ROLES)),),
    "choose-keys": (Page(set(ROLES), 405),),
    "notices": (Page(set(ROLES)),),
    "open-notice": (hidden(notice="notice"),),
    "mark-notices-read": (Page(set(ROLES), 405),),
    "notice-settings": (Page(set(ROLES)),),
    "reminder-rules": (Page({ADMINISTRATOR}),),
    "calendar": (Page(SEES_REQUESTS | {CONTRIBUTOR}),),
    "outgoing": (Page({ADMINISTRATOR}),),
    "notify-receipts": (Page(set(ROLES), 405),),
    "change-sender": (Page({ADMINISTRATOR}),),
    "try-sender": (Page({ADMINISTRATOR}, 405),),
    "channels": (Page({ADMINISTRATOR}),),
    "add-channel": (Page({ADMINISTRATOR}),),
    "change-channel": (administered(channel="channel"),),
    "try-channel": (administered(405, channel="channel"),),
    "remove-channel": (administered(405, channel="channel"),),
    "logins": (Page({ADMINISTRATOR}),),
    "add-login": (Page({ADMINISTRATOR}),),
    "change-login": (administered(login="login"),),
    "try-login": (administered(405, login="login"),),
    "remove-login": (administered(405, login="login"),),
    "mailboxes": (Page({MANAGER, ADMINISTRATOR}),),
    "add-mailbox": (Page({ADMINISTRATOR}),),
    "change-mailbox": (administered(mailbox="mailbox"),),
    "switch-mailbox-on": (administered(405, mailbox="mailbox"),),
    "switch-mailbox-off": (administered(405, mailbox="mailbox"),),
    "try-mailbox": (administered(405, mailbox="mailbox"),),
    "fetch-again": (administered(405, mailbox="mailbox"),),
    "remove-mailbox": (administered(405, mailbox="mailbox"),),
    "make-calendar": (Page(SEES_REQUESTS | {CONTRIBUTOR}, 405),),
    "stop-calendar": (Page(SEES_REQUESTS | {CONTRIBUTOR}, 405),),
    "calendar-feed": (Page(set(ROLES), 404, more=(("signed", "signed"),)),),
    # Lists
    "search": (Page(SEES_REQUESTS),),
    "narrow-search": (Page(SEES_REQUESTS),),
    "foi-requests": (Page(SEES_REQUESTS),),
    "count-requests": (Page(SEES_REQUESTS),),
    "filter-requests": (Page(SEES_REQUESTS),),
    "choose-columns": (Page(SEES_REQUESTS),),
    "saved-views": (Page(SEES_REQUESTS),),
    "count-views": (Page(SEES_REQUESTS, 302),),
    "save-view": (Page(SEES_REQUESTS),),
    "saved-view": (of_authority(SEES_REQUESTS, 302, view="view"),),
    # Its owner's alone.
    "change-view": (of_authority(set(), view="view"),),
    "update-view": (of_authority(SEES_REQUESTS, 405, view="view"),),
    "delete-view": (of_authority(SEES_REQUESTS, view="view"),),
    "pin-view": (of_authority(SEES_REQUESTS, 405, view="view"),),
    "unpin-view": (of_authority(SEES_REQUESTS, 405, view="view"),),
    "move-pin-up": (of_authority(SEES_REQUESTS, 405, view="view"),),
    "choose-requests": (Page(SEES_REQUESTS, 405),),
    "bulk-act": (hidden(act="bulk_act"),),
    "preview-bulk-act": (hidden(act="bulk_act"),),
    "bulk-progress": (hidden(act="bulk_act"),),
    "undo-bulk-act": (hidden(act="bulk_act"),),
    "export-requests": (Page(SEES_REQUESTS),),
    "exports": (Page(SEES_REQUESTS),),
    "export-file": (hidden(export="export"),),
    "cancel-export": (hidden(export="export"),),
    "dashboard": (Page({MANAGER, AUDITOR}),),
    "over-time": (Page({MANAGER, AUDITOR}),),
    "snooze-request": (of_request(SEES_REQUESTS),),
    "bring-back": (of_request(SEES_REQUESTS, 405),),
    "figures": (Page({MANAGER, AUDITOR, ADMINISTRATOR, OWNER}),),
    "letters-not-given": (Page(CASEWORK),),
    "jobs": (Page({MANAGER}),),
    "enquiries": (Page({CONTRIBUTOR}),),
    "clearance-queue": (Page({APPROVER, MANAGER}),),
    "clearance-figures": (Page({MANAGER, AUDITOR}),),
    "returns": (Page({MANAGER, AUDITOR}),),
    "return": (Page({MANAGER, AUDITOR}, more=(("key", "return"),)),),
    "counted-requests": (Page({MANAGER, AUDITOR}, 302, more=(("key", "return"),)),),
    "return-file": (
        Page({MANAGER, AUDITOR}, more=(("key", "return"), ("ending", "csv"))),
    ),
    "return-schema": (Page({MANAGER, AUDITOR}),),
    "keep-snapshot": (Page({MANAGER}, 405, more=(("key", "return"),)),),
    "choose-rows": (Page({MANAGER}, more=(("key", "return of chosen rows"),)),),
    "build-table": (Page({MANAGER, AUDITOR}),),
    "save-table": (Page({MANAGER}),),
    "delete-table": (of_authority({MANAGER}, key="saved table"),),
    "return-snapshot": (of_authority({MANAGER, AUDITOR}, pk="snapshot"),),
    "compare-snapshot": (of_authority({MANAGER, AUDITOR}, pk="snapshot"),),
    "snapshot-file": (of_authority({MANAGER, AUDITOR}, pk="snapshot", ending="csv"),),
    "export-bypassed": (Page({MANAGER, AUDITOR}),),
    "enquiries-out": (Page(SEES_REQUESTS),),
    "read-pasted": (Page(CASEWORK, 405),),
    "find-provisions": (Page(CASEWORK, 400),),
    # Intake
    "record-request": (Page(CASEWORK),),
    "read-request": (of_received(SEES_REQUESTS),),
    "correct-questions": (of_request(CASEWORK), of_received(CASEWORK, 302)),
    "register-request": (of_received(CASEWORK, 302),),
    "change-details": (of_request(CASEWORK), of_received(CASEWORK)),
    "mark-double": (of_request(CASEWORK), of_received(CASEWORK)),
    "mark-not-valid": (of_request(CASEWORK), of_received(CASEWORK)),
    # Incoming messages
    "incoming": (Page(CASEWORK),),
    "bring-messages": (Page(CASEWORK),),
    "bring-to-request": (of_request(CASEWORK),),
    "incoming-dealt": (Page(CASEWORK),),
    "incoming-message": (of_authority(CASEWORK, entry="incoming entry"),),
    "correct-incoming": (of_authority(CASEWORK, 302, entry="incoming entry"),),
    "register-incoming": (of_authority(CASEWORK, 302, entry="incoming entry"),),
    "change-day-of-arrival": (of_authority(CASEWORK, entry="incoming entry"),),
    "attach-incoming": (of_authority(CASEWORK, entry="incoming entry"),),
    "not-a-request": (of_authority(CASEWORK, entry="incoming entry"),),
    "spam": (of_authority(CASEWORK, entry="incoming entry"),),
    "split-incoming": (of_authority(CASEWORK, entry="incoming entry"),),
    "join-incoming": (of_authority(CASEWORK, entry="incoming entry"),),
    "reply-to-incoming": (of_authority(CASEWORK, entry="incoming entry"),),
    "hand-on-incoming": (of_authority(CASEWORK, entry="incoming entry"),),
    "claim-incoming": (of_authority(CASEWORK, 405, entry="incoming entry"),),
    "release-incoming": (of_authority(CASEWORK, 405, entry="incoming entry"),),
    "undo-incoming": (of_authority(CASEWORK, 405, entry="incoming entry"),),
    # Its original is not in the store of this world.
    "incoming-file": (
        of_authority(CASEWORK, entry="incoming entry", file="incoming file"),
    ),
    "preview-incoming-file": (
        of_authority(CASEWORK, entry="incoming entry", file="incoming file"),
    ),
    "incoming-file-page": (
        of_authority(
            CASEWORK,
            entry="incoming entry",
            file="incoming file",
            number="file_page",
        ),
    ),
    "questions-of-file": (
        of_authority(CASEWORK, entry="incoming entry", file="incoming file"),
    ),
    "scan-incoming-file": (
        of_authority(CASEWORK, 405, entry="incoming entry", file="incoming file"),
    ),
    "raw-incoming": (of_authority(CASEWORK, 302, entry="incoming entry"),),
    "incoming-rules": (administered(),),
    "add-incoming-rule": (administered(),),
    "change-incoming-rule": (administered(rule="incoming rule"),),
    "delete-incoming-rule": (administered(405, rule="incoming rule"),),
    "messages": (of_request(SEES_REQUESTS),),
    "message": (of_request(SEES_REQUESTS, message="message"),),
    "mark-read": (of_request(CASEWORK, 405, message="message"),),
    "move-message": (of_request(CASEWORK, 405, message="message"),),
    "clarification-from-message": (of_request(CASEWORK, message="message"),),
    "message-original": (of_request(SEES_REQUESTS, 302, message="message"),),
    # The public form
    "ask": (Page(set(ROLES), more=(("authority", "slug"),)),),
    "ask-cy": (Page(set(ROLES), more=(("authority", "slug"),)),),
    "public-answer": (Page(set(ROLES), more=PUBLIC_ANSWER),),
    "public-answer-cy": (Page(set(ROLES), more=PUBLIC_ANSWER),),
    "progress": (Page(set(ROLES), more=(("token", "progress token"),)),),
    "progress-cy": (Page(set(ROLES), more=(("token", "progress token"),)),),
    "request-sent": (Page(set(ROLES), more=(("token", "sent token"),)),),
    "request-sent-cy": (Page(set(ROLES), more=(("token", "sent token"),)),),
    "make-progress-link": (of_request(CASEWORK, 405),),
    "end-progress-links": (of_request(CASEWORK, 405),),
    "show-answer": (of_request(CASEWORK, number="letter"),),
    "hide-answer": (of_request(CASEWORK, 405, number="letter"),),
    "public-form": (Page({ADMINISTRATOR}),),
    # Requesters
    "requesters": (Page(SEES_REQUESTS),),
    "requester": (of_requester(SEES_REQUESTS),),
    "change-requester": (of_requester(CASEWORK),),
    "carry-address": (
        of_request(CASEWORK, entry="correction"),
        of_received(CASEWORK, entry="early_correction"),
    ),
    "carry-address-of-record": (of_requester(CASEWORK, entry="requester_entry"),),
    "merge-requesters": (of_requester(CASEWORK),),
    "undo-merge": (of_requester(CASEWORK, 405, entry="requester_entry"),),
    "split-requester": (of_requester(CASEWORK),),
    "erase-requester": (of_requester(CASEWORK),),
    "link-requester": (of_request(CASEWORK), of_received(CASEWORK)),
    # A request
    "foi-request": (of_request(SEES_REQUESTS),),
    "beat": (of_request(SEES_REQUESTS, 405),),
    "due-date": (of_request(SEES_REQUESTS),),
    "received-text": (of_request(SEES_REQUESTS), of_received(SEES_REQUESTS)),
    "round-robins": (Page(SEES_REQUESTS),),
    "round-robin": (of_group(SEES_REQUESTS),),
    "change-round-robin": (of_group(CASEWORK),),
    "add-to-round-robin": (of_group(CASEWORK),),
    "remove-from-round-robin": (of_group(CASEWORK, 405),),
    "insert-common-line": (of_group(CASEWORK, 405),),
    "make-round-robin": (of_request(CASEWORK),),
    "batches": (Page(CASEWORK),),
    "post": (Page(CASEWORK),),
    "print-run": (of_print_run(CASEWORK),),
    # Neither the run nor the batch has a file yet.
    "print-run-pdf": (hidden(print_run="print_run"),),
    "write-to-many": (Page(CASEWORK),),
    "reprint-letters": (Page(CASEWORK),),
    "batch": (of_batch(CASEWORK),),
    "stop-batch": (of_batch(CASEWORK, 405),),
    "try-batch-again": (of_batch(CASEWORK, 405),),
    "batch-pdf": (hidden(batch="batch"),),
    "request-files": (of_request(SEES_REQUESTS), of_received(SEES_REQUESTS)),
    "add-request-files": (of_request(CASEWORK), of_received(CASEWORK)),
    "request-file": (
        of_request(SEES_REQUESTS, file="request_file"),
        of_received(SEES_REQUESTS, file="received_file"),
    ),
    "preview-request-file": (
        of_request(SEES_REQUESTS, file="request_file"),
        of_received(SEES_REQUESTS, file="received_file"),
    ),
    "request-file-page": (
        of_request(SEES_REQUESTS, file="request_file", number="file_page"),
        of_received(SEES_REQUESTS, file="received_file", number="file_page"),
    ),
    "remove-request-file": (
        of_request(CASEWORK, file="request_file"),
        of_received(CASEWORK, file="received_file"),
    ),
    "restore-request-file": (
        of_request(CASEWORK, 405, file="request_file"),
        of_received(CASEWORK, 405, file="received_file"),
    ),
    "scan-request-file": (
        of_request(CASEWORK, 405, file="request_file"),
        of_received(CASEWORK, 405, file="received_file"),
    ),
    "received-text-file": (of_request(SEES_REQUESTS), of_received(SEES_REQUESTS)),
    "extend-review": (of_request(CASEWORK),),
    "extend-time": (of_request(CASEWORK),),
    "request-review": (of_request(CASEWORK),),
    "record-clock-fact": (of_request(CASEWORK),),
    "add-note": (of_request(CASEWORK), of_received(CASEWORK)),
    "explain-lateness": (of_request(CASEWORK),),
    "record-complaint": (of_request(CASEWORK),),
    "change-complaint": (of_request(CASEWORK, complaint="complaint"),),
    "record-time": (of_request(CASEWORK),),
    "change-time": (of_request(CASEWORK, time="time"),),
    "classify-request": (of_request(CASEWORK), of_received(CASEWORK)),
    "choose-print-size": (of_request(CASEWORK), of_received(CASEWORK)),
    "ask-for-priority": (of_request(CASEWORK), of_received(CASEWORK)),
    "decide-priority": (of_request({MANAGER}), of_received({MANAGER})),
    "withdraw-priority": (of_request(CASEWORK), of_received(CASEWORK)),
    "deal-with-put-aside": (
        of_request(CASEWORK, 405, aside="aside"),
        of_received(CASEWORK, 405, aside="aside"),
    ),
    "assign-request": (of_request({MANAGER}), of_received({MANAGER})),
    "queue": (Page(CASEWORK),),
    "assignment-rules": (administered(),),
    "add-assignment-rule": (administered(),),
    "change-assignment-rule": (administered(rule="assignment rule"),),
    "move-assignment-rule-up": (administered(405, rule="assignment rule"),),
    "delete-assignment-rule": (administered(405, rule="assignment rule"),),
    "leave": (Page(set(ROLES)),),
    "record-leave": (Page(set(ROLES)),),
    "change-leave": (of_authority({MANAGER}, leave="leave"),),
    "end-leave": (of_authority({MANAGER}, 405, leave="leave"),),
    "hand-over": (Page({MANAGER, ADMINISTRATOR}),),
    "hand-over-progress": (
        of_authority({MANAGER, ADMINISTRATOR}, hand_over="hand_over"),
    ),
    "take-request": (of_request(CASEWORK), of_received(CASEWORK)),
    "pass-on-request": (of_request(CASEWORK), of_received(CASEWORK)),
    "give-back-request": (of_request(CASEWORK), of_received(CASEWORK)),
    "restrict-request": (of_request({MANAGER}), of_received({MANAGER})),
    "unrestrict-request": (of_request({MANAGER}), of_received({MANAGER})),
    "reopen-request": (of_request(CASEWORK), of_received(CASEWORK)),
    "seek-clarification": (of_request(CASEWORK),),
    "receive-clarification": (of_request(CASEWORK),),
    "undo-clock-fact": (of_request(CASEWORK),),
    "withdraw-clarification": (of_request(CASEWORK),),
    "record-later-letter": (of_request(CASEWORK),),
    "request-fee": (of_request(CASEWORK),),
    "receive-fee": (of_request(CASEWORK),),
    "transfer-request": (of_request(CASEWORK),),
    "undo-double": (of_request(CASEWORK), of_received(CASEWORK)),
    "withdraw-request": (of_request(CASEWORK),),
    "lapse-request": (of_request(CASEWORK),),
    "make-enquiry": (of_request(CASEWORK),),
    "ask-back": (of_request(CASEWORK, enquiry="enquiry"),),
    "change-enquiry-day": (of_request(CASEWORK, enquiry="enquiry"),),
    "deal-with-enquiry": (of_request(CASEWORK, 405, enquiry="enquiry"),),
    "send-enquiry-link": (of_request(CASEWORK, enquiry="enquiry"),),
    "end-enquiry-link": (of_request(CASEWORK, 405, enquiry="enquiry", link="link"),),
    "withdraw-enquiry": (of_request(CASEWORK, 405, enquiry="enquiry"),),
    "ask-suggested": (of_request(CASEWORK, 405, enquiry="enquiry"),),
    "enquiry-file": (of_request(SEES_REQUESTS, enquiry="enquiry", file="material"),),
    "enclose-enquiry-file": (
        of_request(CASEWORK, 405, enquiry="enquiry", file="material"),
    ),
    # The draft
    "draft-response": (of_request(CASEWORK),),
    "draft-review": (of_review(CASEWORK),),
    "decide-provisions": (of_review(CASEWORK),),
    "decide-review-handling": (of_review(CASEWORK),),
    "autosave-review-handling": (of_review(CASEWORK, 405),),
    "decide-review-point": (of_review(CASEWORK, question="reviewed"),),
    "autosave-review-point": (of_review(CASEWORK, 405, question="reviewed"),),
    "share-answer": (of_request(CASEWORK, 405),),
    "save-statement": (of_request(CASEWORK),),
    "remove-statement": (of_request(CASEWORK, 405),),
    "save-letter-text": (of_request(CASEWORK),),
    "seek-advice": (of_request(CASEWORK),),
    "chase-advice": (of_request(CASEWORK, advice="advice"),),
    "receive-advice": (of_request(CASEWORK, advice="advice"),),
    "decide-advice": (of_request(CASEWORK, advice="advice"),),
    "withdraw-advice": (of_request(CASEWORK, advice="advice"),),
    "advice-file": (of_request(SEES_REQUESTS, advice="advice"),),
    "advice-rules": (administered(),),
    "add-advice-rule": (administered(),),
    "add-usual-rules": (administered(),),
    "end-advice-rule": (administered(rule="advice_rule"),),
    "add-enclosure": (of_request(CASEWORK),),
    "fill-table": (of_request(CASEWORK, 405, table="request table"),),
    "rename-enclosure": (of_request(CASEWORK, enclosure="enclosure"),),
    "replace-enclosure": (of_request(CASEWORK, enclosure="enclosure"),),
    "accept-enclosure": (of_request(CASEWORK, enclosure="enclosure"),),
    "move-enclosure": (of_request(CASEWORK, 405, enclosure="enclosure"),),
    "remove-enclosure": (of_request(CASEWORK, enclosure="enclosure"),),
    "safe-copy": (of_request(CASEWORK, enclosure="copied", way="way"),),
    "use-safe-copy": (of_request(CASEWORK, 405, enclosure="copied", way="way"),),
    "safe-copy-file": (
        of_request(CASEWORK, enclosure="copied", way="way", position="position"),
    ),
    "safe-copy-picture": (
        of_request(
            CASEWORK, enclosure="copied", way="way", side="side", number="position"
        ),
    ),
    "use-original": (of_request(CASEWORK, 405, enclosure="copy"),),
    "original-file": (of_request(CASEWORK, enclosure="copy"),),
    "enclosure-file": (of_request(SEES_REQUESTS, enclosure="enclosure"),),
    "answer-question": (of_request(CASEWORK, question="question"),),
    "autosave-answer": (of_request(CASEWORK, 405, question="question"),),
    "unshare-answer": (of_request(CASEWORK, 405, question="question"),),
    "statement-versions": (of_request(CASEWORK),),
    "letter-text-versions": (of_request(CASEWORK),),
    "restore-part": (of_request(CASEWORK, 405, revision="draft_revision"),),
    "unshare-all": (of_request(CASEWORK, 405, question="question"),),
    "answer-versions": (of_request(CASEWORK, question="question"),),
    "restore-answer": (
        of_request(CASEWORK, 405, question="question", revision="revision"),
    ),
    "cite-exemption": (of_request(CASEWORK, question="question"),),
    "change-citation": (
        of_request(CASEWORK, question="question", citation="citation"),
    ),
    "remove-citation": (
        of_request(CASEWORK, 405, question="question", citation="citation"),
    ),
    # Comments on the draft
    "comments": (of_request(SEES_REQUESTS),),
    "find-people": (of_request(COMMENTS),),
    "comment": (of_request(SEES_REQUESTS, 302, comment="comment"),),
    "reply-to-comment": (of_request(COMMENTS, comment="comment"),),
    "assign-comment": (of_request(COMMENTS, comment="comment"),),
    "resolve-comment": (of_request(COMMENTS, 405, comment="comment"),),
    "reopen-comment": (of_request(COMMENTS, 405, comment="comment"),),
    "read-comment": (of_request(SEES_REQUESTS, 405, comment="comment"),),
    # The letter
    "preview-response": (of_request(SEES_REQUESTS),),
    "send-for-clearance": (of_request(CASEWORK),),
    "recall-from-clearance": (of_request(CASEWORK),),
    "claim-response": (of_request({APPROVER}, 405),),
    "release-response": (of_request({APPROVER}, 405),),
    "name-for-step": (of_request({MANAGER}, step="clearance_step"),),
    "bypass-step": (of_request({MANAGER}, step="clearance_step"),),
    "clearance-desk": (of_request({APPROVER}),),
    "approve-parts": (of_request({APPROVER}, 405),),
    "withdraw-approval": (of_request({APPROVER}, 405),),
    "note-looks": (of_request({APPROVER}, 405),),
    "clearance-part": (of_request({APPROVER}, part="part"),),
    "comment-on-part": (of_request({APPROVER}, 302, part="part"),),
    "suggest-amendment": (of_request({APPROVER}, 302, part="part"),),
    "clear-with-amendments": (of_request({APPROVER}, 302),),
    "clear-response": (of_request({APPROVER}, 302),),
    "return-response": (of_request({APPROVER}, 302),),
    "issue-response": (of_request(CASEWORK),),
    "preview-pane": (of_request(CASEWORK),),
    "ask-for-draft-pdf": (of_request(SEES_REQUESTS, 405),),
    "draft-pdf": (of_request(SEES_REQUESTS, draft_pdf="draft_pdf"),),
    "draft-pdf-file": (of_request(SEES_REQUESTS, 302, draft_pdf="draft_pdf"),),
    "letter-for-publication": (of_request(SEES_REQUESTS, number="letter"),),
    "override-warning": (of_request(CASEWORK, draft="draft", fingerprint="warning"),),
    "remove-override": (
        of_request(CASEWORK, 405, draft="draft", fingerprint="warning"),
    ),
    "save-procedural-letter": (of_request(CASEWORK, kind="kind"),),
    "autosave-procedural-letter": (of_request(CASEWORK, 405, kind="kind"),),
    "discard-procedural-letter": (of_request(CASEWORK, 405, kind="kind"),),
    "issue-procedural-letter": (of_request(CASEWORK, kind="kind"),),
    "letter": (of_request(SEES_REQUESTS, number="letter"),),
    "letter-pdf": (of_request(SEES_REQUESTS, 302, number="letter"),),
    "send-letter": (of_request(CASEWORK, number="letter"),),
    "withdraw-letter": (of_request(CASEWORK, number="letter"),),
    "correct-letter": (of_request(CASEWORK, number="letter"),),
    "undo-send": (of_request(CASEWORK, 405, number="letter", dispatch="dispatch"),),
    "confirm-delivered": (
        of_request(CASEWORK, 405, number="letter", dispatch="dispatch"),
    ),
    "resend-unconfirmed": (
        of_request(CASEWORK, 405, number="letter", dispatch="dispatch"),
    ),
    "record-returned": (of_request(CASEWORK, number="letter", dispatch="dispatch"),),
    "letter-in-word": (of_request(SEES_REQUESTS, number="letter"),),
    "letter-archive": (of_request(SEES_REQUESTS, 404, number="letter"),),
    "draft-in-word": (of_request(SEES_REQUESTS, 405),),
    "take-back-word-draft": (of_request(CASEWORK),),
    "word-return": (of_request(CASEWORK, 404, returned="letter"),),
    "decide-suggestions": (of_request(CASEWORK, 405, question="question"),),
    "suggest-change": (of_request(CASEWORK, question="question"),),
    # Previous responses
    "previous-responses": (Page(CASEWORK),),
    "import-letters": (Page(CASEWORK),),
    "disagreeing-answers": (Page(CASEWORK),),
    # One answer is no pair.
    "keep-difference": (hidden(first="previous_response", second="previous_response"),),
    "previous-response": (
        Page(
            CASEWORK,
            200,
            "previous response",
            (("previous_response", "previous_response"),),
        ),
    ),
    "previous-response-file": (
        Page(
            CASEWORK,
            404,
            "previous response",
            (("previous_response", "previous_response"),),
        ),
    ),
    "discard-previous-response": (
        Page(
            CASEWORK,
            200,
            "previous response",
            (("previous_response", "previous_response"),),
        ),
    ),
    "adapt-answer": (
        of_request(CASEWORK, question="question", previous_answer="previous_answer"),
    ),
    "choose-referral": (of_request(CASEWORK, question="question"),),
    "refer-to-earlier": (
        of_request(CASEWORK, question="question", previous_answer="previous_answer"),
    ),
    # The wording library
    "library": (Page(USES_LIBRARY),),
    "add-paragraph": (Page({MANAGER, ADMINISTRATOR}),),
    "released-paragraph": (Page(USES_LIBRARY, more=(("key", "released"),)),),
    "paragraph": (of_paragraph(USES_LIBRARY),),
    "change-paragraph": (of_paragraph({MANAGER, ADMINISTRATOR}),),
    "retire-paragraph": (of_paragraph(USES_LIBRARY, 405),),
    "bring-back-paragraph": (of_paragraph(USES_LIBRARY, 405),),
    # Administration
    "administration": (Page({AUDITOR, ADMINISTRATOR, OWNER}),),
    "administration-changes": (Page({AUDITOR, ADMINISTRATOR, OWNER}),),
    "export-administration-changes": (Page({AUDITOR, ADMINISTRATOR, OWNER}),),
    "authorities": (Page({OWNER}),),
    "found-authority": (Page({OWNER}),),
    "holidays": (Page({OWNER}),),
    "add-holiday": (Page({OWNER}),),
    "remove-holiday": (owned(on="holiday"),),
    "restore-holiday": (owned(on="holiday"),),
    "complete-year": (owned(year="year"),),
    "dated-law": (Page({OWNER}),),
    "add-dated-entry": (owned(fact="fact"),),
    "withdraw-dated-entry": (owned(entry="entry"),),
    "change-authority": (of_authority({ADMINISTRATOR}, authority="authority"),),
    "change-reference-scheme": (of_authority({ADMINISTRATOR}, authority="authority"),),
    "requester-types": (Page({ADMINISTRATOR}),),
    "add-requester-type": (Page({ADMINISTRATOR}),),
    "rename-requester-type": (
        of_authority({ADMINISTRATOR}, requester_type="requester_type"),
    ),
    "retire-requester-type": (
        of_authority({ADMINISTRATOR}, 405, requester_type="requester_type"),
    ),
    "bring-back-requester-type": (
        of_authority({ADMINISTRATOR}, 405, requester_type="requester_type"),
    ),
    "teams": (Page({ADMINISTRATOR}),),
    "add-team": (Page({ADMINISTRATOR}),),
    "change-team": (of_authority({ADMINISTRATOR}, team="team"),),
    "close-team": (of_authority({ADMINISTRATOR}, team="team"),),
    "departments": (Page({ADMINISTRATOR}),),
    "add-department": (Page({ADMINISTRATOR}),),
    "change-department": (of_authority({ADMINISTRATOR}, department="department"),),
    "close-department": (of_authority({ADMINISTRATOR}, department="department"),),
    "merge-department": (of_authority({ADMINISTRATOR}, department="department"),),
    "interpretations": (administered(authority="authority"),),
    "change-interpretations": (administered(authority="authority"),),
    "change-kind": (administered(authority="authority"),),
    "closures": (administered(authority="authority"),),
    "record-closure": (administered(authority="authority"),),
    "withdraw-closure": (administered(closure="closure"),),
    "letterhead": (administered(authority="authority"),),
    # There is no such picture.
    "letterhead-picture": (hidden(picture="picture"),),
    "wording": (administered(authority="authority", language="language"),),
    "change-wording": (
        administered(authority="authority", language="language", key="sentence"),
    ),
    "restore-wording": (
        administered(
            405,
            authority="authority",
            language="language",
            key="sentence",
            version="version",
        ),
    ),
    "clearance-routes": (Page({ADMINISTRATOR}),),
    "add-route": (Page({ADMINISTRATOR}),),
    "add-usual-routes": (Page({ADMINISTRATOR}),),
    "add-route-rule": (Page({ADMINISTRATOR}),),
    "change-route": (administered(route="route"),),
    "retire-route": (administered(route="route"),),
    "add-route-step": (administered(route="route"),),
    "change-route-step": (administered(step="route_step"),),
    "remove-route-step": (administered(step="route_step"),),
    "change-route-rule": (administered(rule="route_rule"),),
    "remove-route-rule": (administered(rule="route_rule"),),
    "request-recalculation": (Page({OWNER}),),
    "retry-recalculation": (
        owned(405, recalculation="recalculation"),
        Page({ADMINISTRATOR}, 405, "installation", (("recalculation", "own dates"),)),
    ),
    "recalculations": (Page({MANAGER, AUDITOR, ADMINISTRATOR, OWNER}),),
    "recalculation": (
        Page(
            {MANAGER, AUDITOR, ADMINISTRATOR, OWNER},
            more=(("recalculation", "recalculation"),),
        ),
        Page(
            {MANAGER, AUDITOR, ADMINISTRATOR, OWNER},
            about="installation",
            more=(("recalculation", "own dates"),),
        ),
    ),
    # People, and the own account
    "people": (Page({ADMINISTRATOR}),),
    "export-people": (Page({ADMINISTRATOR}),),
    "invite-person": (Page({ADMINISTRATOR}),),
    "past-requests": (Page({ADMINISTRATOR}),),
    "past-requests-template": (Page({ADMINISTRATOR}, more=(("ending", "ending"),)),),
    "past-import": (administered(past_import="past_import"),),
    "begin-past-import": (administered(405, past_import="past_import"),),
    "stop-past-import": (administered(405, past_import="past_import"),),
    "continue-past-import": (administered(405, past_import="past_import"),),
    "rejected-rows": (administered(past_import="past_import"),),
    "noted-rows": (administered(past_import="past_import"),),
    "import-people": (Page({ADMINISTRATOR}),),
    "people-template": (Page({ADMINISTRATOR}),),
    # An import is found by the person who uploaded the file.
    "confirm-import": (hidden(people_import="people_import"),),
    "person": (administered(person="colleague"),),
    "change-person": (administered(person="colleague"),),
    "deactivate-person": (administered(person="colleague"),),
    "reactivate-person": (administered(405, person="colleague"),),
    "send-invitation": (administered(405, person="colleague"),),
    "withdraw-invitation": (administered(405, person="colleague"),),
    "let-sign-in": (administered(405, person="colleague"),),
    "sign-out-everywhere": (administered(405, person="colleague"),),
    "invite-first-administrator": (
        Page({OWNER}, 200, "installation", (("authority", "authority"),)),
    ),
    "account": (Page(set(ROLES)),),
    "change-password": (Page(set(ROLES)),),
    "change-own-address": (Page(set(ROLES)),),
    "sign-out-elsewhere": (Page(set(ROLES), 405),),
    "work-for": (Page(set(ROLES), 405),),
    "forgotten-password": (Page(set(ROLES)),),
    "open-account-link": (Page(set(ROLES), 302, more=(("token", "warning"),)),),
    "use-account-link": (Page(set(ROLES)),),
    # Pages with a key of their own
    "retry-job": (Page({MANAGER}, 405, "job", (("job", "job"),)),),
    "cancel-job": (Page({MANAGER}, 200, "job", (("job", "job"),)),),
    "answer-enquiry": (Page({CONTRIBUTOR}, 200, "enquiry", (("enquiry", "enquiry"),)),),
    "material-of-enquiry": (
        Page(
            {CONTRIBUTOR},
            200,
            "enquiry",
            (("enquiry", "enquiry"), ("file", "material")),
        ),
    ),
    # The token is the key.
    "reply-by-link": (Page(set(ROLES), more=(("token", "token"),)),),
    "material-by-link": (
        Page(set(ROLES), more=(("token", "token"), ("file", "material"))),
    ),
}


PUBLIC = {
    f"{name}{language}"
    for name in ("ask", "public-answer", "progress", "request-sent")
    for language in ("", "-cy")
}
# Called by GOV.UK Notify with a token of its own, and by POST alone.
OF_MACHINES = {"notify-receipts"}
OPEN_TO_ALL = {"sign-in", "health", "forgotten-password", "use-account-link"}
OPENED_BY_A_TOKEN = {
    "calendar-feed",
    "material-by-link",
    "open-account-link",
    "reply-by-link",
}
OWN_ACCOUNT = {
    "account",
    "change-password",
    "change-own-address",
    "sign-out-elsewhere",
    "work-for",
    "forgotten-password",
    "open-account-link",
    "use-account-link",
}


def addresses(patterns):
    """Yield every URL name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern.name


def test_every_address_of_the_project_is_in_the_table():
    assert set(addresses(get_resolver().url_patterns)) == set(PAGES)


def make_snapshot(authority, person):
    period = Period(
        date(2026, 1, 1), date(2026, 3, 31), date(2026, 5, 1), date(2026, 5, 1)
    )
    made, _ = keep_snapshot(
        report=reports()["co-time"], authority=authority, period=period, by=person
    )
    return made


def make_world(situation: str) -> World:
    """Make a request for this situation, with the objects that belong to it."""
    authority = AuthorityFactory()
    of = authority if situation != OTHER else AuthorityFactory()
    is_restricted = situation in {NOT_NAMED, NAMED}
    common = {"authority": of, "is_restricted": is_restricted}
    requester = RequesterFactory(authority=of)
    common["requester"] = requester
    foi_request = FOIRequestFactory(**common)
    received = FOIRequestFactory(
        state="received", reference=None, registered_on=None, **common
    )
    question = QuestionFactory(foi_request=foi_request, order=0)
    QuestionFactory(foi_request=received, order=0)
    answer = AnswerFactory(foi_request=foi_request, to=[question])
    revision = AnswerRevision.objects.create(
        answer=answer, version=1, by=answer.updated_by
    )
    draft_revision = DraftRevision.objects.create(
        foi_request=foi_request, part="letter_text", version=1, by=answer.updated_by
    )
    citation = CitationFactory(answer=answer)
    comment = CommentFactory(foi_request=foi_request, question_key=question.pk)
    NCNDStatementFactory(foi_request=foi_request)
    ResponseDraftFactory(foi_request=foi_request)
    letter = LetterFactory(foi_request=foi_request, type=LetterType.INTERIM)
    dispatch = Dispatch.objects.create(
        letter=letter,
        channel=Dispatch.Channel.EMAIL,
        address="alex@requester.example",
        by=letter.issued_by,
    )
    enclosure = EnclosureFactory(foi_request=foi_request)
    copied = EnclosureFactory(foi_request=foi_request, name="report.pdf")
    file = SafeCopyFileFactory(copy__enclosure=copied, copy__way="flat")
    SafeCopyPictureFactory(copy=file.copy)
    copy = EnclosureFactory(
        foi_request=foi_request,
        original=OriginalFileFactory(foi_request=foi_request),
    )
    request_file = RequestFileFactory(foi_request=foi_request)
    received_file = RequestFileFactory(foi_request=received)
    PreviewPageFactory(preview__kept_file=request_file.kept_file)
    incoming = made.entry(of)
    PreviewPageFactory(preview__kept_file=received_file.kept_file)
    review = FOIRequestFactory(review_of=foi_request, **common)
    reviewed = QuestionFactory(foi_request=review, order=0, asked_before=question)
    draft_pdf = DraftPDF.objects.create(
        foi_request=foi_request,
        html="<p>Twelve.</p>",
        html_sha256="0" * 64,
        asked_by=answer.updated_by,
    )
    job = Job.objects.create(
        kind=SEND_EMAIL.name,
        idempotency_key=f"tell-{foi_request.pk}",
        payload={"to": "a@b.example", "subject": "Due", "text": "."},
        foi_request=foi_request,
    )
    hand_over = HandOver.objects.create(
        authority=of,
        giver=answer.updated_by,
        by=answer.updated_by,
        on=date(2026, 3, 16),
        reason="Left.",
    )
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=DepartmentFactory(authority=of),
        asked_by=answer.updated_by,
        asked_on=date(2026, 3, 9),
        wanted_by=date(2026, 3, 16),
    )
    enquiry.questions.set([question])
    material = EnquiryFileFactory(enquiry=enquiry)
    link = link_for(enquiry, "parks@authority.example", on=date(2090, 1, 2))
    # Linked to the request, so a user who may not see the request may not see this.
    previous_answer = PreviousAnswerFactory(
        authority=of,
        foi_request=foi_request,
        previous_response=PreviousResponseFactory(
            authority=of, foi_request=foi_request
        ),
    )
    administrator = UserFactory(authority=of)
    closure = SchoolClosure.objects.create(
        authority=of,
        kind=SchoolClosure.Kind.SCHOOL_CLOSED,
        name="Half-term",
        first_on=date(2026, 5, 25),
        last_on=date(2026, 5, 29),
        recorded_by=administrator,
    )
    entry = DatedEntry.objects.create(
        fact=Fact.LIMIT_SCOTLAND,
        from_on=date(2027, 4, 1),
        values={"limit_pence": 70_000, "hourly_rate_pence": 1_500},
        source="SSI 2027/1",
        reason="The limit was raised.",
        by=administrator,
    )
    recalculation = request_recalculation(reason="A new release.", by=administrator)
    batch = Batch.objects.create(
        authority=of,
        kind=Batch.Kind.REPRINT,
        title="Letters",
        by=administrator,
        form_key=uuid4(),
    )
    print_run = PrintRun.objects.create(
        authority=of, by=administrator, form_key=uuid4()
    )
    route = ClearanceRoute.objects.create(authority=of, name="Senior")
    rule = RouteRule.objects.create(authority=of, route=route, flag="sensitive")
    clearance = Clearance.objects.create(foi_request=foi_request)
    clearance_step = clearance.steps.create(name="Legal", state="open")
    own_dates = Recalculation.objects.create(
        authority=of,
        cause="closures",
        what="A closure",
        reason="Agreed.",
        regimes=["foia"],
        by=administrator,
        total=0,
    )
    channel = Channel.objects.create(
        authority=of,
        kind="slack",
        groups=["letters"],
        host="hooks.slack.com",
        sealed_address=ADDRESSES.close("https://hooks.slack.com/services/T/B/x"),
    )
    mailbox = MailboxFactory(
        authority=of,
        trial={"read_as": "foi@authority.example", "folders": ["INBOX"]},
        tried_at="2026-03-02T09:30Z",
        is_on=False,
    )
    export = Export.objects.create(authority=of, by=UserFactory(authority=of))
    notice = Notice.objects.create(
        person=administrator,
        kind=Notice.Kind.LEAVE,
        words="A notice to another person.",
        url="/",
        key="leave-1",
        on=date(2026, 3, 2),
        way="none",
    )
    return World(
        authority,
        foi_request,
        received,
        review,
        {
            "question": question.pk,
            "complaint": foi_request.complaints.create(
                received_on=foi_request.received_on
            ).pk,
            "time": foi_request.times_spent.create(
                person=administrator,
                work="locating",
                minutes=15,
                on=foi_request.received_on,
                form_key=uuid4(),
            ).pk,
            "reviewed": reviewed.pk,
            "revision": revision.pk,
            "draft_revision": draft_revision.pk,
            "citation": citation.pk,
            "comment": comment.pk,
            "clearance_step": clearance_step.pk,
            "route": route.pk,
            "route_rule": rule.pk,
            "route_step": route.steps.create(name="Legal").pk,
            "kind": "delay_notice",
            "letter": letter.number,
            "dispatch": dispatch.pk,
            "previous_response": previous_answer.previous_response.pk,
            "previous_answer": previous_answer.pk,
            "aside": 1,
            "advice": AdviceFactory(foi_request=foi_request).pk,
            "advice_rule": AdviceRuleFactory(authority=of).pk,
            "file_page": 1,
            "request_file": request_file.pk,
            "received_file": received_file.pk,
            "enclosure": enclosure.pk,
            "copied": copied.pk,
            "copy": copy.pk,
            "way": "flat",
            "side": "before",
            "position": 1,
            "draft": "response",
            "draft_pdf": draft_pdf.pk,
            "warning": "0" * 64,
            "part": "start",
            "job": job.pk,
            "hand_over": hand_over.pk,
            "return": "co-time",
            "return of chosen rows": "police",
            "csv": "csv",
            "saved table": SavedTable.objects.create(
                authority=of,
                name="By channel",
                definition={
                    "of": "requests",
                    "rows": "channel",
                    "columns": "",
                    "where": {},
                },
                saved_by=answer.updated_by,
            ).key,
            "snapshot": make_snapshot(of, answer.updated_by).pk,
            "assignment rule": AssignmentRule.objects.create(
                authority=of, position=1, officer=answer.updated_by
            ).pk,
            "leave": LeaveFactory(person=answer.updated_by).pk,
            "enquiry": enquiry.pk,
            "material": material.pk,
            "link": link.pk,
            "token": url_of_link(link).rstrip("/").rpartition("/")[2],
            "authority": of.pk,
            "team": TeamFactory(authority=of).pk,
            "requester_type": RequesterType.objects.create(
                authority=of, name="Media"
            ).pk,
            "requester": requester.pk,
            "requester_entry": requester.entries.create(
                kind="merged",
                on=date(2026, 3, 2),
                changes={"emails": [["a@old.example"], ["alex@requester.example"]]},
            ).pk,
            "correction": foi_request.history.create(
                kind="details_changed",
                on=date(2026, 3, 2),
                changes={"requester_email": ["a@old.example", "b@new.example"]},
            ).pk,
            "early_correction": received.history.create(
                kind="details_changed",
                on=date(2026, 3, 2),
                changes={"requester_email": ["a@old.example", "b@new.example"]},
            ).pk,
            "department": enquiry.department_id,
            "picture": f"{'0' * 64}.png",
            "language": "cy",
            "sentence": "rights.heading",
            "version": 0,
            "closure": closure.pk,
            "fact": "limit_scotland",
            "entry": entry.pk,
            "request table": RequestTable.objects.create(
                foi_request=foi_request,
                table=QuestionTable.objects.create(kept_file=request_file.kept_file),
                name="questions.csv",
            ).pk,
            "incoming entry": incoming.pk,
            "incoming file": MessageFile.objects.create(
                message=incoming.message,
                kept_file=request_file.kept_file,
                name="questions.csv",
                position=0,
            ).pk,
            "incoming rule": IncomingRule.objects.create(
                authority=of, where="sender", words="x@y", flags=["sensitive"]
            ).pk,
            **made.public_pages(of, foi_request, by=answer.updated_by),
            "message": Message.objects.create(
                authority=of,
                content_key="0" * 64,
                kind=Message.Kind.MESSAGE,
                received_at=made.AT,
                foi_request=foi_request,
                matched_by=Message.MatchedBy.HAND,
            ).pk,
            "recalculation": recalculation.pk,
            "own dates": own_dates.pk,
            "batch": batch.pk,
            "round robin": RoundRobin.objects.create(
                authority=of, title="Parking", made_by=administrator
            ).pk,
            "paragraph": ParagraphFactory(authority=of).pk,
            "released": "foia-harm-43",
            "print_run": print_run.pk,
            "notice": notice.pk,
            "export": export.pk,
            "channel": channel.pk,
            "login": mailbox.login.pk,
            "mailbox": mailbox.pk,
            "bulk_act": BulkAct.objects.create(
                authority=of, by=answer.updated_by, kind="flag"
            ).pk,
            "view": SavedView.objects.create(
                authority=of,
                owner=answer.updated_by,
                name="Late",
                query="band=overdue&state=open",
                audience="authority",
            ).pk,
            "signed": "forged.signature",
            "holiday": date(2026, 12, 25),
            "year": 2029,
            "colleague": administrator.pk,
            "ending": "csv",
            "past_import": PastImport.objects.create(
                authority=of, by=administrator, name="log.csv", sha256="0" * 64
            ).pk,
            "people_import": PeopleImport.objects.create(
                authority=of, by=administrator, name="people.csv", text="x"
            ).pk,
        },
    )


def make_person(role: str, situation: str, world: World):
    """Make a user with one role, in the situation; a contributor has a department."""
    enquiry = Enquiry.objects.get(pk=world.ids["enquiry"])
    is_asked = role == CONTRIBUTOR and situation != OTHER
    person = UserFactory(
        roles=[role],
        authority=world.authority,
        department=(
            enquiry.department
            if is_asked
            else DepartmentFactory(authority=world.authority)
        ),
    )
    if situation == NAMED:
        world.foi_request.named_people.add(person)
        world.received.named_people.add(person)
        world.review.named_people.add(person)
    return person


def url_of(name: str, page: Page, world: World) -> str:
    named = {key: world.ids[what] for key, what in page.more}
    if page.about == "reference":
        named["reference"] = world.foi_request.reference
    elif page.about == "review":
        named["reference"] = world.review.reference
    elif page.about == "foi_request":
        named["foi_request"] = world.received.pk
    return reverse(name, kwargs=named)


def expected(page: Page, role: str, situation: str) -> int:
    """Return the expected status."""
    sees_request = role in SEES_REQUESTS and situation in {OWN, NAMED}
    # A contributor sees their enquiries, even about requests they may not see.
    is_asked = role == CONTRIBUTOR and situation != OTHER
    is_there: dict[str, Callable[[], bool]] = {
        "": lambda: True,
        "reference": lambda: sees_request,
        "review": lambda: sees_request,
        "foi_request": lambda: sees_request,
        "job": lambda: sees_request,
        # The record of the requests of the table alone.
        "requester": lambda: sees_request,
        "previous response": lambda: sees_request,
        "enquiry": lambda: is_asked,
        "authority": lambda: situation != OTHER,
        "installation": lambda: situation != OTHER or role == OWNER,
        "hidden": lambda: False,
    }
    if not is_there[page.about]():
        return 404
    return page.status if role in page.roles else 403


@pytest.fixture
def client_of():
    """Return a function that signs a user in."""

    def client_of(person) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(person, backend="accounts.backends.RoleBackend")
        return client

    return client_of


@pytest.mark.django_db
@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("role", ROLES)
def test_what_a_person_is_let_in_to(role, situation, client_of):
    world = make_world(situation)
    client = client_of(make_person(role, situation, world))

    assert wrong_answers(client, world, role, situation) == []


def wrong_answers(client, world, role, situation, *, closed=frozenset()):
    """Return the pages whose answers differ from the table.

    `closed` names pages without an object that are closed to the person.
    """
    wrong = []
    for name, pages in PAGES.items():
        for page in pages:
            url = url_of(name, page, world)
            status = client.get(url).status_code
            wanted = 403 if name in closed else expected(page, role, situation)
            if status != wanted:
                wrong.append(f"GET {url}: {status}, not {wanted}")
            # A form is refused in the same way as the page.
            refused = {wanted, 405} if wanted == page.status else {wanted}
            if (
                wanted in {403, 404}
                and (sent := client.post(url).status_code) not in refused
            ):
                wrong.append(f"POST {url}: {sent}, not {wanted}")
    return wrong


@pytest.mark.django_db
def test_a_person_has_in_each_authority_the_rights_of_the_account_there(client_of):
    world = make_world(OWN)
    person_key = uuid4()
    here = UserFactory(
        authority=world.authority, roles=[ADMINISTRATOR], person_key=person_key
    )
    elsewhere = UserFactory(
        authority=AuthorityFactory(), roles=[OFFICER], person_key=person_key
    )
    client = client_of(elsewhere)

    assert wrong_answers(client, world, OFFICER, OTHER) == []
    client.post(reverse("work-for"), {"account": here.pk})
    assert wrong_answers(client, world, ADMINISTRATOR, OWN) == []


@pytest.mark.django_db
def test_a_deputy_sees_what_the_person_sees_and_keeps_the_own_rights(client_of):
    world = make_world(NOT_NAMED)
    manager = make_person(MANAGER, NAMED, world)
    deputy = make_person(OFFICER, NOT_NAMED, world)
    LeaveFactory(person=manager, deputy=deputy)

    assert wrong_answers(client_of(deputy), world, OFFICER, NAMED) == []


@pytest.mark.django_db
def test_the_owner_of_the_installation_needs_no_authority(client_of):
    world = make_world(OTHER)
    client = client_of(UserFactory(authority=None, roles=[OWNER]))

    closed = {"leave", "record-leave"}
    assert wrong_answers(client, world, OWNER, OTHER, closed=closed) == []


@pytest.mark.django_db
def test_a_role_without_an_authority_opens_nothing_of_any_authority(client_of):
    world = make_world(OWN)
    client = client_of(UserFactory(authority=None, roles=[ADMINISTRATOR, MANAGER]))

    open_to_all = names_open_to_all()
    for name, pages in PAGES.items():
        for page in pages:
            status = client.get(url_of(name, page, world)).status_code
            if page.about:
                assert status == 404, name
            elif name not in open_to_all:
                assert status == 403, name


@pytest.mark.django_db
@pytest.mark.parametrize("role", [MANAGER, ADMINISTRATOR])
def test_closing_an_account_ends_what_is_open_in_a_browser(role, client_of):
    world = make_world(OWN)
    person = make_person(role, OWN, world)
    client = client_of(person)
    assert client.get(reverse("account")).status_code == 200
    person.is_active = False
    person.save()

    for name, pages in PAGES.items():
        if name in OPEN_TO_ALL | PUBLIC | OPENED_BY_A_TOKEN | OF_MACHINES | {"favicon"}:
            continue
        for page in pages:
            url = url_of(name, page, world)
            for answer in (client.get(url), client.post(url)):
                assert answer.status_code == 302, name
                assert answer.url.startswith(reverse("sign-in")), name


def names_open_to_all():
    """Return the names of the pages that need no role."""
    names = {"landing", "home", "health", "favicon", "sign-in", "sign-out"}
    names |= {"palette", "choose-keys", "notices", "notice-settings"}
    names |= {"open-notice", "mark-notices-read", "calendar-feed"}
    names |= OWN_ACCOUNT | PUBLIC | OF_MACHINES
    return names | {"reply-by-link", "material-by-link"}


@pytest.mark.django_db
def test_whoever_has_no_role_is_let_in_to_nothing(client_of):
    world = make_world(OWN)
    client = client_of(UserFactory(authority=world.authority))

    open_to_all = names_open_to_all()
    for name, pages in PAGES.items():
        for page in pages:
            if name not in open_to_all:
                status = client.get(url_of(name, page, world)).status_code
                is_hidden = page.about not in {"", "authority", "installation"}
                assert status == (404 if is_hidden else 403), name


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_led_to_sign_in():
    world = make_world(OWN)
    client = Client()

    for name, pages in PAGES.items():
        for page in pages:
            url = url_of(name, page, world)
            answer = client.get(url)
            if name in OF_MACHINES:
                assert answer.status_code == 405
            elif name in OPEN_TO_ALL | PUBLIC | {"reply-by-link", "material-by-link"}:
                assert answer.status_code == 200, name
            elif name == "open-account-link":
                assert answer.url == reverse("use-account-link")
            elif name == "calendar-feed":
                assert answer.status_code == 404
            elif name == "favicon":
                assert answer.url.endswith(".svg")
            else:
                assert answer.status_code == 302, name
                assert answer.url.startswith(reverse("sign-in")), name
