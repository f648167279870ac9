"""A mail server with TLS and sign-in, on this machine."""

import socket
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "foi-sender", "open sesame"


class Inbox:
    """What the server took: envelopes and the encryption of their connections."""

    def __init__(self):
        self.envelopes = []
        self.was_encrypted = []
        self.answer = "250 Taken"
        self.answer_to_sender = "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer_to_sender.startswith("250"):
            envelope.mail_from = address
        return self.answer_to_sender

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.envelopes.append(envelope)
        is_wrapped = server.transport.get_extra_info("ssl_object") is not None
        self.was_encrypted.append(is_wrapped)
        return self.answer


def certificate(folder):
    """Make a certificate for this machine; return the paths of it and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_path, key_path = folder / "cert.pem", folder / "key.pem"
    cert_path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_path, key_path


class _Server(Controller):
    def factory(self):
        return SMTP(
            self.handler,
            tls_context=None if self.ssl_context else self.tls,
            require_starttls=not self.ssl_context and self.tls is not None,
            auth_required=self.tls is not None,
            auth_require_tls=not self.ssl_context and self.tls is not None,
            authenticator=self.know,
        )

    def know(self, server, session, envelope, mechanism, data):
        is_known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_known, handled=False)


@contextmanager
def serving(folder, *, encryption):
    """Run a mail server; yield its inbox, with its port and its certificate."""
    inbox = Inbox()
    inbox.certificate, key = certificate(folder)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(inbox.certificate, key)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        inbox.port = free.getsockname()[1]
    server = _Server(
        inbox,
        hostname="127.0.0.1",
        port=inbox.port,
        ssl_context=context if encryption == "tls" else None,
    )
    server.tls = context if encryption == "starttls" else None
    server.start()
    try:
        yield inbox
    finally:
        server.stop()
