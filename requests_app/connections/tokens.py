"""Obtain the tokens of a login, and keep them sealed until they expire."""

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings

from requests_app.connections.calls import Caller
from requests_app.connections.failures import (
    ConnectionFailed,
    Failed,
    ServerAway,
    SignInRefused,
)
from requests_app.connections.sealing import SECRETS, TOKENS
from requests_app.connections.services import keep_tokens, note_failure, note_success
from requests_app.models import Login
from requests_app.sealing import Unreadable

# Google's scope for reading and sending by IMAP and SMTP.
GOOGLE_MAIL: Final = "https://mail.google.com/"
# A token ending sooner is obtained afresh.
_SPARE_SECONDS: Final = 120
_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"

# Codes of Microsoft Entra, in words. The descriptions of Entra name people.
_OF_ENTRA: Final = {
    "700016": "the application is not known in this directory. Check the application "
    "id and the tenant",
    "90002": "the tenant does not exist. Check its id or domain",
    "900023": "the tenant is no id or domain",
    "7000215": "the client secret is wrong. Enter the secret’s value, not its id",
    "7000222": "the client secret has expired. Make another in Microsoft Entra",
    "7000112": "the application is switched off",
    "53003": "a rule of conditional access forbids the sign-in",
}


def mail_scopes(login: Login) -> list[str]:
    """Return the scopes with which a login reads and sends by IMAP and SMTP."""
    if login.kind == Login.Kind.GOOGLE:
        return [GOOGLE_MAIL]
    return [settings.MICROSOFT_MAIL_SCOPE]


def token_for(
    *, login: Login, scopes: Sequence[str], acting_as: str = "", is_fresh: bool = False
) -> str:
    """Return an access token of a login, kept or obtained now.

    A token is obtained only when the one kept has expired, so an idle poll asks the
    sign-in service nothing.

    Args:
        login: A login with tokens.
        scopes: What the token is for.
        acting_as: The address whose mail is read, for a service account of Google.
        is_fresh: Whether the service refused the token kept.

    Raises:
        SignInRefused: The service does not accept the secret, or the secret can no
            longer be read.
        ConnectionFailed: The sign-in service was not reached, or failed.
    """
    try:
        if login.kind == Login.Kind.MICROSOFT:
            return _of_microsoft(login, list(scopes), is_fresh=is_fresh)
        if login.kind == Login.Kind.GOOGLE:
            return _of_google(login, list(scopes), acting_as, is_fresh=is_fresh)
    except ConnectionFailed as failure:
        note_failure(login=login, reason=str(failure))
        raise
    raise TypeError("A login by password has no tokens.")


def secret_of(login: Login) -> str:
    """Return the password, the client secret or the key file of a login.

    Raises:
        SignInRefused: The key of the installation has changed.
    """
    try:
        return SECRETS.open(login.sealed_secret)
    except Unreadable as unreadable:
        raise SignInRefused(f"Login “{login}”: {unreadable}") from None


def _kept(login: Login) -> str:
    """Return the tokens kept; "" for none that can be read."""
    try:
        return TOKENS.open(login.sealed_tokens) if login.sealed_tokens else ""
    except Unreadable:
        return ""


# --- Microsoft ----------------------------------------------------------------------


def _of_microsoft(login: Login, scopes: list[str], *, is_fresh: bool) -> str:
    import msal

    cache = msal.SerializableTokenCache()
    if kept := _kept(login):
        cache.deserialize(kept)
    if not is_fresh and (found := _in_cache(cache, login, scopes)):
        return found
    if is_fresh:
        cache = msal.SerializableTokenCache()
    caller = Caller()
    try:
        application = msal.ConfidentialClientApplication(
            login.client_id,
            client_credential=secret_of(login),
            authority=f"{settings.MICROSOFT_LOGIN_URL}/{login.tenant}",
            token_cache=cache,
            http_client=caller,
            # The address is the installation's own setting.
            instance_discovery=False,
        )
        answer = application.acquire_token_for_client(scopes=scopes)
    except ValueError:
        raise SignInRefused(
            f"Login “{login}”: Microsoft does not know the tenant. Check its id or "
            "domain."
        ) from None
    except RuntimeError:
        raise Failed(f"Login “{login}”: Microsoft’s sign-in service fails.") from None
    finally:
        caller.close()
    if "access_token" not in answer:
        raise _refused_by_entra(login, answer)
    keep_tokens(login=login, sealed=TOKENS.close(cache.serialize()))
    note_success(login=login)
    return str(answer["access_token"])


def _in_cache(cache: Any, login: Login, scopes: list[str]) -> str:
    """Return the token for the scopes that holds long enough; "" for none.

    Asking msal for it would look up the directory first, by a call.
    """
    kind = cache.CredentialType.ACCESS_TOKEN
    wanted = {"client_id": login.client_id}
    for entry in cache.search(kind, target=scopes, query=wanted):
        if int(entry["expires_on"]) > time.time() + _SPARE_SECONDS:
            return str(entry["secret"])
    return ""


def _refused_by_entra(login: Login, answer: dict[str, Any]) -> ConnectionFailed:
    said = str(answer.get("error_description", ""))
    code = re.search(r"AADSTS(\d+)", said)
    if answer.get("error") in {"temporarily_unavailable", "server_error"}:
        return Failed(f"Login “{login}”: Microsoft’s sign-in service fails.")
    number = code[1] if code else ""
    why = _OF_ENTRA.get(number, "the sign-in was refused")
    named = f" (AADSTS{number})" if number else ""
    return SignInRefused(f"Login “{login}”: {why}{named}.")


# --- Google -------------------------------------------------------------------------


def _of_google(
    login: Login, scopes: list[str], acting_as: str, *, is_fresh: bool
) -> str:
    try:
        kept = json.loads(_kept(login) or "{}")
    except ValueError:
        kept = {}
    place = f"{acting_as} {' '.join(scopes)}"
    found = kept.get(place)
    if found and not is_fresh and found["ends"] > time.time() + _SPARE_SECONDS:
        return str(found["token"])
    caller = Caller()
    try:
        answer = caller.post(
            settings.GOOGLE_TOKEN_URL,
            data={
                "grant_type": _GRANT,
                "assertion": _assertion(login, scopes, acting_as),
            },
        )
        said = answer.json() if answer.status_code < 500 else {}
    except ValueError:
        raise ServerAway(f"Login “{login}”: Google’s answer cannot be read.") from None
    finally:
        caller.close()
    if answer.status_code >= 500:
        raise Failed(f"Login “{login}”: Google’s sign-in service fails.")
    if "access_token" not in said:
        raise SignInRefused(f"Login “{login}”: {_why_google(said)}.")
    ends = int(time.time()) + int(said.get("expires_in", 0))
    kept = {name: each for name, each in kept.items() if each["ends"] > time.time()}
    kept[place] = {"token": said["access_token"], "ends": ends}
    keep_tokens(login=login, sealed=TOKENS.close(json.dumps(kept)))
    note_success(login=login)
    return str(said["access_token"])


def _why_google(said: dict[str, Any]) -> str:
    return {
        "unauthorized_client": "the service account may not act for this mailbox. "
        "Allow its client id the scope of mail, for the whole domain",
        "invalid_grant": "the key is no longer valid, or the mailbox does not exist",
    }.get(str(said.get("error")), "Google refused the sign-in")


def _assertion(login: Login, scopes: list[str], acting_as: str) -> str:
    """Return a statement signed with the key of the service account.

    Source: https://developers.google.com/identity/protocols/oauth2/service-account
    """
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        account = json.loads(secret_of(login))
        key = load_pem_private_key(account["private_key"].encode(), password=None)
        issuer = str(account["client_email"])
    except (ValueError, KeyError, TypeError, AttributeError):
        key, issuer = None, ""
    if not isinstance(key, RSAPrivateKey):
        raise SignInRefused(
            f"Login “{login}”: the secret is no key file of a service account. Paste "
            "the whole JSON file."
        )
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": acting_as,
        "scope": " ".join(scopes),
        "aud": settings.GOOGLE_TOKEN_URL,
        "iat": now,
        "exp": now + 3600,
    }
    head = {"alg": "RS256", "typ": "JWT"}
    signed = b".".join(_encoded(json.dumps(part).encode()) for part in (head, claims))
    signature = key.sign(signed, PKCS1v15(), SHA256())
    return b".".join((signed, _encoded(signature))).decode()


def _encoded(part: bytes) -> bytes:
    return urlsafe_b64encode(part).rstrip(b"=")
