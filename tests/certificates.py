"""Certificates for servers of tests, signed by a certificate authority of their own."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)


class Certificate(NamedTuple):
    """The files of a server's certificate.

    Attributes:
        authority: The certificate authority, to be trusted.
        chain: The certificate.
        key: Its key.
    """

    authority: Path
    chain: Path
    key: Path


def make_certificate(folder: Path, *hosts: str) -> Certificate:
    """Make a certificate for hosts, and the authority that signs it.

    Args:
        folder: Where the files are written.
        hosts: Names and addresses; localhost and 127.0.0.1 if none is given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    signer = ec.generate_private_key(ec.SECP256R1())
    name = _named("Authority of tests")
    authority = (
        _begun(name, name, signer.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(signer, SHA256())
    )
    key = ec.generate_private_key(ec.SECP256R1())
    names = [_host(host) for host in hosts or ("localhost", "127.0.0.1")]
    own = (
        _begun(_named("Server of tests"), name, key.public_key())
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(signer, SHA256())
    )
    made = Certificate(folder / "authority.pem", folder / "own.pem", folder / "key.pem")
    made.authority.write_bytes(authority.public_bytes(Encoding.PEM))
    made.chain.write_bytes(own.public_bytes(Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return made


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _host(host):
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _begun(subject, issuer, public_key):
    today = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - _DAY)
        .not_valid_after(today + _DAY)
    )
