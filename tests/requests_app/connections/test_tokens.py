"""Tokens of logins: obtained once, kept sealed, and refused in plain words."""

import json
from base64 import urlsafe_b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from requests_app.connections.calls import Caller
from requests_app.connections.failures import (
    CertificateWrong,
    NotEncrypted,
    ServerAway,
    SignInRefused,
)
from requests_app.connections.sealing import TOKENS
from requests_app.connections.services import change_login
from requests_app.connections.tokens import mail_scopes, token_for
from requests_app.models import Login
from tests.certificates import make_certificate
from tests.factories import LoginFactory, UserFactory

SCOPES = ["https://graph.microsoft.com/.default"]

pytestmark = pytest.mark.django_db


def asked(login, **more):
    return token_for(login=Login.objects.get(pk=login.pk), scopes=SCOPES, **more)


def test_a_token_is_obtained_once_and_kept_until_it_expires(graph):
    login = LoginFactory()

    assert [asked(login), asked(login)] == ["token-1", "token-1"]
    assert graph.token_calls == 1
    login.refresh_from_db()
    assert "token-1" not in login.sealed_tokens
    assert "token-1" in TOKENS.open(login.sealed_tokens)
    assert login.last_success_at is not None


def test_a_token_about_to_expire_is_not_used(graph):
    graph.lasts = 60
    login = LoginFactory()

    assert [asked(login), asked(login)] == ["token-1", "token-2"]


def test_a_token_that_was_refused_is_obtained_afresh(graph):
    login = LoginFactory()

    assert [asked(login), asked(login, is_fresh=True)] == ["token-1", "token-2"]
    assert asked(login) == "token-2"


def test_a_token_is_of_its_scopes(graph):
    login = LoginFactory()
    asked(login)

    assert token_for(login=login, scopes=mail_scopes(login)) == "token-2"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"secret": "another"}, "the client secret is wrong"),
        ({"client_id": "another"}, "the application is not known"),
        ({"tenant": "elsewhere.example"}, "does not know the tenant"),
    ],
)
def test_a_refusal_says_what_to_do_and_is_kept(graph, change, sentence):
    login = LoginFactory(name="Ours", **change)
    with pytest.raises(SignInRefused, match=f"Login “Ours”: .*{sentence}"):
        asked(login)

    login.refresh_from_db()
    assert sentence in login.last_failure
    assert login.last_failure_at is not None


def test_a_sign_in_that_succeeds_clears_the_failure(graph):
    login = LoginFactory(last_failure="It failed.", last_failure_at="2026-03-02T09:00Z")
    asked(login)

    login.refresh_from_db()
    assert login.last_failure == ""


def test_a_secret_sealed_with_another_key_is_asked_for_again(graph, settings):
    login = LoginFactory()
    settings.SECRET_KEY = "another key of the installation"  # noqa: S105

    with pytest.raises(SignInRefused, match="Enter the secret again"):
        asked(login)


def test_tokens_sealed_with_another_key_are_obtained_afresh(graph):
    login = LoginFactory(sealed_tokens="of another key")

    assert asked(login) == "token-1"


def test_a_changed_login_forgets_its_tokens(graph):
    login = LoginFactory()
    asked(login)
    change_login(
        login=login,
        name=login.name,
        username="",
        tenant=login.tenant,
        client_id=login.client_id,
        secret="",
        by=UserFactory(authority=login.authority),
    )

    assert asked(login) == "token-2"


def test_a_certificate_that_nobody_vouches_for_is_refused(graph, settings):
    settings.CA_BUNDLE = ""

    with pytest.raises(CertificateWrong, match="certificate of localhost"):
        asked(LoginFactory())


def test_a_certificate_of_another_authority_is_refused(graph, settings, tmp_path):
    settings.CA_BUNDLE = str(make_certificate(tmp_path / "other").authority)

    with pytest.raises(CertificateWrong):
        asked(LoginFactory())


def test_a_sign_in_service_that_is_away_is_no_refusal(settings, graph):
    settings.MICROSOFT_LOGIN_URL = "https://localhost:9"

    with pytest.raises(ServerAway, match="localhost was not reached") as failure:
        asked(LoginFactory())
    assert not failure.value.is_of_login


# --- Google ---


class FakeGoogle(BaseHTTPRequestHandler):
    """Google's token address: checks the signature and the claims."""

    key = None
    seen: list

    def log_message(self, *_):
        pass

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        head, claims, signature = form["assertion"][0].split(".")
        padded = [f"{part}==" for part in (claims, signature)]
        said = json.loads(urlsafe_b64decode(padded[0]))
        self.key.public_key().verify(
            urlsafe_b64decode(padded[1]),
            f"{head}.{claims}".encode(),
            PKCS1v15(),
            SHA256(),
        )
        self.seen.append(said)
        is_allowed = said["sub"].endswith("@council.example")
        answer = (
            {"access_token": f"google-{len(self.seen)}", "expires_in": 3600}
            if is_allowed
            else {"error": "unauthorized_client"}
        )
        content = json.dumps(answer).encode()
        self.send_response_only(200 if is_allowed else 401)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def google(settings):
    key = generate_private_key(65537, 2048)
    handler = type("Handler", (FakeGoogle,), {"key": key, "seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.GOOGLE_TOKEN_URL = f"http://127.0.0.1:{server.server_address[1]}/token"
    handler.account = json.dumps(
        {
            "client_email": "foi@project.example",
            "private_key": key.private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            ).decode(),
        }
    )
    yield handler
    server.shutdown()
    server.server_close()


def of_google(login, address):
    login = Login.objects.get(pk=login.pk)
    return token_for(login=login, scopes=mail_scopes(login), acting_as=address)


def test_a_service_account_signs_for_each_mailbox_once(google):
    login = LoginFactory(kind="google", secret=google.account)
    addresses = ["foi@council.example", "foi@council.example", "env@council.example"]

    assert [of_google(login, each) for each in addresses] == [
        "google-1",
        "google-1",
        "google-2",
    ]
    assert [each["sub"] for each in google.seen] == addresses[1:]
    assert google.seen[0]["iss"] == "foi@project.example"
    assert google.seen[0]["scope"] == "https://mail.google.com/"


def test_a_mailbox_outside_of_the_domain_is_refused(google):
    login = LoginFactory(kind="google", secret=google.account)

    with pytest.raises(SignInRefused, match="may not act for this mailbox"):
        of_google(login, "foi@elsewhere.example")


@pytest.mark.parametrize("secret", ["no JSON", "[]", '{"private_key": "x"}', "{}"])
def test_a_secret_that_is_no_key_file_is_refused(google, secret):
    login = LoginFactory(kind="google", secret=secret)

    with pytest.raises(SignInRefused, match="no key file"):
        of_google(login, "foi@council.example")


def test_no_secret_goes_over_an_open_line():
    caller = Caller()

    with pytest.raises(NotEncrypted, match=r"mail\.example"):
        caller.post("http://mail.example/token")
