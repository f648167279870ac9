"""What a person may meet is a refusal, and a refusal is never a server error."""

import importlib
import pkgutil

import pytest
from django.urls import reverse

import accounts
import documents
import mail
import requests_app
import responses
import returns
from requests_app.casework.views.handling import AddNote
from requests_app.intake.views.received_text import ReceivedText
from requests_app.refusals import Refusal
from tests.factories import FOIRequestFactory

SENTENCE = "This cannot be done just now."
# Exceptions of the apps that no person reads, and why.
FOR_CODE_ALONE = {
    "AddressNotAllowed": "services turn it into ChannelNotPossible",
    "AddressRefused": "an OSError, by which workers know that an address is refused",
    "CarrierAway": "an OSError, by which workers try again",
    "CarrierClosed": "an OSError, which the page of outgoing e-mail shows",
    "MessageRefused": "an OSError, by which workers know that a letter cannot leave",
    "NotKnownYet": "an OSError, by which workers ask the service later",
    "NotCarried": "an OSError, by which workers know that a letter did not leave",
    "ChannelRefused": "an OSError, by which workers try again",
    "CannotLook": "the scanner finds nothing in the file, and says so as a finding",
    "CannotCopy": "the page of a safe copy says why there is none",
    "Crashed": "a GivenUp",
    "GivenUp": "the readers of files say it in their own words",
    "FileNotKept": "an OSError, by which workers try again",
    "OutcomeUnknown": "tells the queue that an effect may have happened",
    "LinkNotSent": "tells the queue that a link was not sent",
    "LetterNotMade": "tells the queue that a PDF failed",
    "MailNotSetUp": "tells the queue that no mail server is set up",
    "MailServerAway": "tells the queue that the mail server is away",
    "NotMade": "the command says which answer cannot be used",
    "NotFinished": "tells the queue that a job needs another turn",
    "NotDrawn": "the check of a file goes by its other findings",
    "NoModel": "earlier answers are offered by their words alone",
    "NotPrepared": "the query is made afresh",
    "NotForALetter": "services turn it into TextNotTaken",
    "NotInOnePlace": "a suggestion that cannot be placed says so",
    "PictureInText": "a NotForALetter",
    "RequestTooLong": "an UnreadableRequest",
    "Refused": "pages and services say why a workbook cannot be used",
    "ServiceAway": "tells the queue to end the turn",
    "SentenceUnknown": "an address of no sentence is not found",
    "TooLarge": "services say how large a file may be",
    "TooMuchText": "a NotForALetter",
    "Unreadable": "services say that a secret is to be entered again",
    "UnknownField": "the library says it as a ParagraphRefused",
    "UnreadableFile": "services note it with the previous response",
    "UnreadableRequest": "services turn it into DetailsNotPossible",
    "UnseenBlank": "the library says it as a ParagraphRefused",
    "AccessDenied": "a ConnectionFailed",
    "LeaseLost": "tells a turn of fetching that another worker has the mailbox",
    "AnswerLost": "a ServerAway",
    "Busy": "a ConnectionFailed",
    "CertificateWrong": "a ConnectionFailed",
    "ConnectionFailed": "the health of a mailbox says it, and a trial shows it",
    "CursorLost": "a ConnectionFailed",
    "Failed": "a ConnectionFailed",
    "MessageGone": "a NotThere",
    "NotAMessage": "the reader of mails says it as the mail's reason",
    "NotAPacket": "the reader of mails says it as the mail's reason",
    "NotEncrypted": "a ConnectionFailed",
    "NotRead": "the file of rejected rows says it",
    "NotThere": "a ConnectionFailed",
    "ScannerAway": "a ServiceAway: the file is held",
    "ServerAway": "a ConnectionFailed",
    "SignInRefused": "a ConnectionFailed",
    "TakenOver": "tells an import that another process goes on with it",
    "TooLargeToScan": "the file is held, with the reason",
}


def modules():
    """Import every module of the apps, so that every exception is known."""
    importlib.import_module("foi.urls")  # registers the converters of addresses
    for app in (accounts, documents, mail, requests_app, responses, returns):
        for found in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            # A module of this name runs what it holds.
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def exceptions():
    """Return the exception classes that the apps define."""
    return {
        thing
        for module in modules()
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Exception)
        and thing.__module__ == module.__name__
    }


def refusals():
    defined = [each for each in exceptions() if issubclass(each, Refusal)]
    return sorted(defined, key=lambda each: (each.__module__, each.__name__))


def service_that_raises(refusal):
    def refuse(*args, **kwargs):
        # Their constructors differ; the tests of each service use them.
        raise refusal.__new__(refusal, SENTENCE)

    return refuse


@pytest.fixture
def url_of(client, officer):
    """Sign an officer in, and return where a page of a request is."""
    FOIRequestFactory(authority=officer.authority, reference="77-26")
    client.force_login(officer)
    return lambda name: reverse(name, kwargs={"reference": "77-26"})


def test_every_exception_that_a_person_may_meet_is_a_refusal():
    outside = {each for each in exceptions() if not issubclass(each, Refusal)}

    assert {each.__name__ for each in outside} == FOR_CODE_ALONE.keys()


@pytest.mark.parametrize("refusal", refusals(), ids=lambda each: each.__name__)
def test_a_refusal_by_a_service_stands_on_the_form_with_what_was_typed(
    refusal, url_of, client, monkeypatch
):
    monkeypatch.setattr(AddNote, "service", service_that_raises(refusal))

    response = client.post(url_of("add-note"), {"note": "She rang again."})

    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert response.context["form"]["note"].value() == "She rang again."


@pytest.mark.parametrize("refusal", refusals(), ids=lambda each: each.__name__)
def test_a_refusal_that_no_page_catches_is_a_page_with_its_sentence(
    refusal, url_of, client, monkeypatch, caplog
):
    monkeypatch.setattr(ReceivedText, "get_context_data", service_that_raises(refusal))

    response = client.get(url_of("received-text"))

    assert response.status_code == 409
    assert SENTENCE in response.content.decode()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_no_view_knows_what_the_statute_or_a_reader_of_files_raises():
    beneath = ("statute.", "documents.requests.", "documents.replies.")
    beneath += ("documents.richtext.", "documents.hidden.", "documents.safe.")
    known = {
        f"{module.__name__}: {name}"
        for module in modules()
        for name, thing in vars(module).items()
        if ".views" in module.__name__
        and isinstance(thing, type)
        and issubclass(thing, Exception)
        and thing.__module__.startswith(beneath)
    }

    assert not known
