"""Encrypted connections to servers of authorities."""

import ssl
from ipaddress import ip_address

from django.conf import settings


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine, to which a connection needs no encryption."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def tls_context() -> ssl.SSLContext:
    """Return how to check certificates: as the machine does, and by `FOI_CA_BUNDLE`.

    Many authorities have a certificate authority of their own for servers inside.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.CA_BUNDLE:
        context.load_verify_locations(settings.CA_BUNDLE)
    return context
