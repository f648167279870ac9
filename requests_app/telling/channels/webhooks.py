"""Call an incoming webhook: by https, and never at an address of the own network."""

import json
import socket
import ssl
from http.client import HTTPSConnection
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

_PORT: Final = 443
_SECONDS: Final = 10
_LONGEST: Final = 2000  # characters of an address


_NAT64: Final = IPv6Network("64:ff9b::/96")


class AddressNotAllowed(ValueError):
    """The address is none to post to. The message says why, without the address."""


class ChannelRefused(OSError):
    """The programme did not take the message. The message has no address."""


def host_of(address: str) -> str:
    """Return the host of an address, as pages show it."""
    return urlsplit(address).hostname or ""


def check_address(address: str) -> None:
    """Refuse an address that is not of https, or leads into the own network.

    Raises:
        AddressNotAllowed: Says why.
    """
    _public_ip(_parts_of(address))


def post(address: str, message: dict[str, Any]) -> None:
    """Post a message as JSON.

    The address is looked up once, checked, and that very machine is called: a name
    cannot change its meaning in between. Redirects are not followed.

    Raises:
        AddressNotAllowed: As `check_address`.
        ChannelRefused: The programme was not reached, or did not take the message.
    """
    parts = _parts_of(address)
    connection = _To(parts.hostname or "", _public_ip(parts))
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        connection.request(
            "POST",
            target,
            body=json.dumps(message).encode(),
            headers={"Content-Type": "application/json"},
        )
        status = connection.getresponse().status
    except (OSError, ValueError) as failure:
        raise ChannelRefused(
            f"The channel could not be reached ({type(failure).__name__})."
        ) from None
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise ChannelRefused(f"The channel answered with the code {status}.")


class _To(HTTPSConnection):
    """A connection to one machine, with the certificate of its name."""

    def __init__(self, host: str, ip: str) -> None:
        self._context_of_name = ssl.create_default_context()
        super().__init__(host, _PORT, timeout=_SECONDS, context=self._context_of_name)
        self._ip = ip

    def connect(self) -> None:
        plain = socket.create_connection((self._ip, _PORT), timeout=_SECONDS)
        self.sock = self._context_of_name.wrap_socket(plain, server_hostname=self.host)


def _parts_of(address: str) -> SplitResult:
    wrong = AddressNotAllowed(
        "Enter the whole address of the incoming webhook, beginning with https://."
    )
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable():
        raise wrong
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    is_plain = not (parts.username or parts.password or " " in address)
    if parts.scheme != "https" or not parts.hostname or not is_plain:
        raise wrong
    if port not in {None, _PORT}:
        raise AddressNotAllowed("The address may not name a port.")
    return parts


def _public_ip(parts: SplitResult) -> str:
    try:
        found = socket.getaddrinfo(parts.hostname, _PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressNotAllowed(
            "The host of the address was not found. Check the address."
        ) from None
    addresses = [str(each[4][0]) for each in found]
    for each in addresses:
        if not _is_public(each):
            raise AddressNotAllowed(
                "The address leads into a private network. Enter the address that "
                "Teams or Slack gives."
            )
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        # These forms carry an IPv4 address, which a gateway would call.
        if ip in _NAT64 or ip.sixtofour is not None or ip.teredo is not None:
            return False
        if ip.ipv4_mapped is not None:
            return _is_public(str(ip.ipv4_mapped))
    return ip.is_global and not ip.is_multicast
