"""An authority that sends by a mail server of its own."""

import gc

import pytest

from responses.models import Sender
from responses.senders import carrying
from responses.senders.sealing import PASSWORDS
from tests.responses.senders.mail_server import PASSWORD, USER, serving


@pytest.fixture(autouse=True)
def nothing_is_away(monkeypatch):
    """Let no test leave a service alone because of another test."""
    monkeypatch.setattr(carrying, "_away", {})


@pytest.fixture
def encryption():
    return "starttls"


@pytest.fixture
def inbox(tmp_path, encryption, monkeypatch):
    """Run the mail server of the authority, whose certificate is trusted here."""
    with serving(tmp_path, encryption=encryption) as inbox:
        monkeypatch.setenv("SSL_CERT_FILE", str(inbox.certificate))
        yield inbox
    gc.collect()


@pytest.fixture
def sender(officer, inbox, encryption):
    """Let the officer's authority send by that server."""
    return Sender.objects.create(
        authority=officer.authority,
        mail_by="smtp",
        address="foi@force.example",
        smtp_host="127.0.0.1",
        smtp_port=inbox.port,
        smtp_encryption=encryption,
        smtp_user=USER,
        sealed_smtp_password=PASSWORDS.close(PASSWORD),
    )
