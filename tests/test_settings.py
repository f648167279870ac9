"""Every setting is read by the code that acts on the value.

`READERS` names, for each field of the models that administrators fill, the module that
acts on the value. A new field without a reader fails the first test, and so does a new
model that belongs to an authority and is not known here.
"""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from accounts.models import Authority
from responses.letterheads.sample import sample_of
from responses.letters.pages import page_of
from responses.letters.parties import letterhead_of
from responses.letters.wording.loading import wording_in
from tests.factories import AuthorityFactory

REPOSITORY = Path(__file__).resolve().parent.parent

_PARTIES = "responses/letters/parties.py"
_STAGES = "requests_app/reminders/stages.py"
_POSTING = "responses/enquiries/posting.py"
_CHANNELS = "requests_app/telling/channels/posting.py"
_TOKENS = "requests_app/connections/tokens.py"
_ASSIGNING = "requests_app/assigning/rules.py"
_CHOOSING = "responses/clearance/choosing.py"
_CARRYING = "responses/senders/carrying.py"
_SMTP = "responses/senders/smtp.py"
_NOTIFY = "responses/senders/notify.py"
_ADVICE = "responses/checks/advice.py"

READERS = {
    "Authority.name": _PARTIES,
    "Authority.slug": "mail/asking/views/asking.py",
    "Authority.is_form_open": "mail/asking/views/asking.py",
    "Authority.privacy_notice": "mail/asking/opening.py",
    "Authority.short_name": _PARTIES,
    "Authority.address": _PARTIES,
    "Authority.email": _PARTIES,
    "Authority.telephone": _PARTIES,
    "Authority.website": _PARTIES,
    "Authority.signatory": _PARTIES,
    "Authority.review_contact": _PARTIES,
    "Authority.answer_target": "requests_app/dashboard/periods.py",
    "Authority.kind": "requests_app/models/requests.py",
    "Authority.is_scottish": "responses/letters/review_window.py",
    "Authority.reference_scheme": "requests_app/intake/registering.py",
    # A constraint of the database reads the agreement to share a series.
    "Authority.is_series_shared": "accounts/models/authorities.py",
    "SchoolClosure.kind": "accounts/models/authorities.py",
    "SchoolClosure.first_on": "accounts/models/authorities.py",
    "SchoolClosure.last_on": "accounts/models/authorities.py",
    "Team.closed_on": "accounts/models/parts.py",
    "Department.mailbox": _POSTING,
    "Department.head": _POSTING,
    "Department.head_email": _POSTING,
    "Department.default_days": "responses/enquiries/asking.py",
    "Department.escalate_after_days": _POSTING,
    "Department.closed_on": "accounts/models/parts.py",
    "Department.merged_into": "requests_app/administration/views/parts.py",
    "RequesterType.retired_on": "responses/clearance/administering.py",
    "AssignmentRule.position": "requests_app/models/assignment_rules.py",
    "AssignmentRule.words": _ASSIGNING,
    "AssignmentRule.requester_type": _ASSIGNING,
    "AssignmentRule.team": _ASSIGNING,
    "AssignmentRule.officer": _ASSIGNING,
    "AssignmentRule.is_to_least_loaded": _ASSIGNING,
    "Channel.team": "requests_app/models/channels.py",
    "Channel.kind": _CHANNELS,
    "Channel.sealed_address": _CHANNELS,
    "Channel.host": "requests_app/telling/channels/services.py",
    "Channel.groups": _CHANNELS,
    "Channel.is_on": _CHANNELS,
    "IncomingRule.where": "mail/rules/services.py",
    "IncomingRule.words": "mail/models/rules.py",
    "IncomingRule.team": "mail/rules/services.py",
    "IncomingRule.flags": "mail/rules/services.py",
    "IncomingRule.is_on": "mail/rules/services.py",
    "Login.kind": _TOKENS,
    "Login.username": "requests_app/connections/services.py",
    "Login.tenant": _TOKENS,
    "Login.client_id": _TOKENS,
    "Login.sealed_secret": _TOKENS,
    "Login.sealed_tokens": _TOKENS,
    "Login.last_success_at": "requests_app/connections/services.py",
    "Login.last_failure_at": "requests_app/connections/services.py",
    "Login.last_failure": "requests_app/connections/services.py",
    "ReminderRules.days_before": _STAGES,
    "ReminderRules.is_on_the_day": _STAGES,
    "ReminderRules.overdue_every_days": _STAGES,
    "ReminderRules.managers_after_days": _STAGES,
    "ReminderRules.head_after_days": _STAGES,
    "ReminderRules.head": "requests_app/reminders/services.py",
    "ReminderRules.unposted_after_days": "responses/sending/unposted.py",
    "AdviceRule.source": _ADVICE,
    "AdviceRule.regime": _ADVICE,
    "AdviceRule.section": _ADVICE,
    "AdviceRule.is_blocking": _ADVICE,
    "AdviceRule.ended_at": _ADVICE,
    "ClearanceRoute.is_default": _CHOOSING,
    "ClearanceRoute.retired_on": _CHOOSING,
    "RouteStep.order": _CHOOSING,
    "RouteStep.is_for_anyone": _CHOOSING,
    "RouteStep.people": _CHOOSING,
    "RouteStep.deputies": _CHOOSING,
    "RouteRule.order": _CHOOSING,
    "RouteRule.flag": _CHOOSING,
    "RouteRule.requester_type": _CHOOSING,
    "RouteRule.provisions": _CHOOSING,
    "RouteRule.is_for_restricted": _CHOOSING,
    "RouteRule.is_for_reviews": _CHOOSING,
    "Letterhead.logo": _PARTIES,
    "Letterhead.logo_text": _PARTIES,
    "Letterhead.signature": _PARTIES,
    "Letterhead.layout": "responses/letters/composing.py",
    "Letterhead.envelope": _PARTIES,
    "Letterhead.has_headings": "responses/letters/composing.py",
    "Letterhead.archive": "responses/letters/records.py",
    "Letterhead.language": "responses/desk/views/intake.py",
    "Letterhead.sends_from": "responses/sending/queueing.py",
    "Letterhead.undo_minutes": "responses/sending/queueing.py",
    "Sender.mail_by": _CARRYING,
    "Sender.carries_notices": _CARRYING,
    "Sender.address": _SMTP,
    "Sender.reply_pattern": "responses/senders/replies.py",
    "Sender.broken_since": _CARRYING,
    "Sender.failure": "responses/senders/carrying.py",
    "Sender.smtp_host": _SMTP,
    "Sender.smtp_port": _SMTP,
    "Sender.smtp_encryption": _SMTP,
    "Sender.smtp_user": _SMTP,
    "Sender.sealed_smtp_password": _SMTP,
    "Sender.login": "responses/senders/graph.py",
    "Sender.sealed_notify_key": _NOTIFY,
    "Sender.notify_template": _NOTIFY,
    "Sender.notify_weeks": _NOTIFY,
    "Sender.notify_confirms": _NOTIFY,
    "Sender.notify_links": "responses/sending/limits.py",
    "Sender.post_by": "responses/sending/limits.py",
    "Sender.postage": _NOTIFY,
    "Sender.receipts_digest": "responses/sending/views/receipts.py",
    "Wording.key": "responses/letters/wording/loading.py",
    "Wording.language": "responses/letters/wording/loading.py",
    "Wording.text": "responses/letters/wording/loading.py",
}
# Who and when, the names that pages show, and what is no choice of a person.
RECORDS = {
    "id",
    "authority",
    "interpretations",
    "name",
    "route",
    "at",
    "by",
    "created_at",
    "created_by",
    "number",
    "recorded_at",
    "recorded_by",
    "version",
    "withdrawal_reason",
    "withdrawn_by",
    "withdrawn_on",
}
# Models of an authority that hold its work and its records, not its settings.
WORK = {
    "AnswerTally",
    "PublicAnswer",
    "Requester",
    "RoundRobin",
    "Submission",
    "AdministrationEntry",
    "AnswerMeaning",
    "Batch",
    "BulkAct",
    "Entry",
    "FOIRequest",
    "Export",
    "ForecastCheck",
    "HandOver",
    "InterpretationChange",
    "Job",
    "Mailbox",
    "KeptFile",
    "MeaningSearch",
    "Message",
    "Paragraph",
    "PastImport",
    "PeopleImport",
    "PreviousAnswer",
    "PreviousResponse",
    "PrintRun",
    "QuestionMeaning",
    "RawMail",
    "Recalculation",
    "ReferenceCounter",
    "ChosenRows",
    "SavedTable",
    "SavedView",
    "SearchEntry",
    "SearchWord",
    "Snapshot",
    "StageTime",
    "User",
}


def models_with_settings():
    """Return the models with a line in the table, by name."""
    names = {line.partition(".")[0] for line in READERS}
    found = {
        model.__name__: model
        for model in apps.get_models()
        if model._meta.app_label
        in {"accounts", "mail", "requests_app", "responses", "returns"}
    }
    return {name: found[name] for name in names}


def test_every_setting_has_a_line_with_its_reader():
    fields = {
        f"{name}.{field.name}"
        for name, model in models_with_settings().items()
        for field in [*model._meta.fields, *model._meta.many_to_many]
    }

    assert {
        line for line in fields - set(READERS) if line.partition(".")[2] not in RECORDS
    } == set()
    assert set(READERS) - fields == set()


def test_every_model_of_an_authority_is_known_here():
    of_authorities = {
        model.__name__
        for model in apps.get_models()
        if any(
            field.related_model is Authority and not field.auto_created
            for field in model._meta.get_fields()
        )
    }

    assert of_authorities - set(models_with_settings()) - WORK == set()


@pytest.mark.parametrize(("setting", "module"), READERS.items())
def test_the_reader_of_a_setting_names_the_setting(setting, module):
    assert setting.partition(".")[2] in names_read_in(REPOSITORY / module)


def names_read_in(path):
    """Return the attributes, and the names in look-ups, that a module reads."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found.update(node.arg.split("__"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.update(node.value.split("__"))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Midshire County Council"),
        ("address", "9 Castle Lane"),
        ("email", "foi@midshire.example"),
        ("telephone", "01632 960 123"),
        ("website", "https://midshire.example"),
        ("signatory", "Disclosure Office"),
        ("review_contact", "The Monitoring Officer"),
    ],
)
def test_letters_show_the_details_of_the_authority(field, value):
    assert value.removeprefix("https://") in letter_of(
        AuthorityFactory(**{field: value})
    )
    assert value.removeprefix("https://") not in letter_of(AuthorityFactory())


def letter_of(authority):
    """Return the page of a sample letter of an authority."""
    wording = wording_in("en", authority_id=authority.pk)
    return page_of(sample_of(authority, letterhead_of(authority), wording))
