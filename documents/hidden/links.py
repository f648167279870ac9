"""Tell which addresses say more than where to look: people, machines, shares."""

import re
from urllib.parse import unquote, urlsplit

_PATH = re.compile(r"^(file:|\\\\|//|[a-z]:[\\/]|/(?:users|home|volumes)/)", re.I)
_WITHIN = re.compile(
    r"""
    -my\.sharepoint | /personal/ | sharepoint\.com/ | onedrive | 1drv\.ms | /~\w
    | /(?:users?|people|profile|staff|home)/[\w.%-]+
    | [?&](?:user|name|email|author|owner|upn|login)[\w]*=
    | \.(?:local|internal|intranet|corp|lan|private)(?:[:/]|$)
    | ://(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d
    | ://[\w-]+(?::\d+)?(?:/|$)  # a machine without a domain
    | [?&](?:sig|token|key|code|password|pwd)=
    """,
    re.IGNORECASE | re.VERBOSE,
)
# From a file: to a machine ("../..//machine"), or to another file beside it.
_RELATIVE = re.compile(
    r"""
    (?:\.\.?[\\/])+[\\/] .*
    | (?!www\.) [^:?\#]* \. (?:doc|xls|ppt)[a-z]? (?:\#.*)?
    | (?!www\.) [^:?\#]* \. (?:od[tsp]|pdf|rtf|csv|txt|msg|eml|zip|accdb|mdb) (?:\#.*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PATH_WITHIN = re.compile(r"[a-z]:[\\/]|\\\\\w|/users/|/home/", re.IGNORECASE)


def is_telling(address: str) -> bool:
    """Whether an address names a person, a machine or a place within the authority."""
    address = unquote(address)
    if _PATH.match(address) or _WITHIN.search(address):
        return True
    if _RELATIVE.fullmatch(address):
        return True
    try:
        parts = urlsplit(address)
        if parts.scheme == "mailto":
            return bool(parts.query)
        return parts.username is not None
    except ValueError:
        return True


def has_path(text: str) -> bool:
    """Whether a text names a place on a disk or a share."""
    return _PATH_WITHIN.search(text) is not None
