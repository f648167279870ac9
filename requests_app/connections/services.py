"""Keep the logins of an authority, and what became of signing in by them."""

import json

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.db.models.functions import Now

from accounts.models import Authority, User
from requests_app.connections.sealing import SECRETS
from requests_app.history.administration import changed, record_change
from requests_app.models import Login
from requests_app.refusals import Refusal


class LoginNotPossible(Refusal):
    """The login cannot be kept so.

    Args:
        sentence: Says why.
        field: The field of the form; "" for none.
    """


@transaction.atomic
def add_login(
    *,
    authority: Authority,
    name: str,
    kind: str,
    username: str,
    tenant: str,
    client_id: str,
    secret: str,
    by: User,
) -> Login:
    """Keep a login of an authority.

    Args:
        authority: The authority of `by`.
        name: What pages call the login.
        kind: One of `Login.Kind`.
        username: The user name of a password; "" for the other kinds.
        tenant: The directory of an application; "" for the other kinds.
        client_id: The id of an application; "" for the other kinds.
        secret: The password, the client secret or the key file.
        by: The administrator.

    Raises:
        LoginNotPossible: Something is missing or of another kind, or the name is taken.
    """
    login = Login(authority=authority, name=name, kind=kind)
    _fill(login, username=username, tenant=tenant, client_id=client_id)
    if not secret:
        raise LoginNotPossible("Enter the secret.", "secret")
    login.sealed_secret = SECRETS.close(_checked(login, secret))
    _save(login)
    record_change(
        authority=authority,
        by=by,
        subject=f"Login {login}",
        what="Added",
        changes=changed({}, _shown(login)),
    )
    return login


@transaction.atomic
def change_login(
    *,
    login: Login,
    name: str,
    username: str,
    tenant: str,
    client_id: str,
    secret: str,
    by: User,
) -> Login:
    """Change a login. Its kind stays; the tokens obtained by it are forgotten.

    Args:
        login: A login of the authority of `by`.
        name: As in `add_login`.
        username: As in `add_login`.
        tenant: As in `add_login`.
        client_id: As in `add_login`.
        secret: The new secret; "" to keep the present secret.
        by: The administrator.

    Raises:
        LoginNotPossible: As `add_login`, or the present secret can no longer be read.
    """
    locked = Login.objects.select_for_update(of=("self",)).get(pk=login.pk)
    before = _shown(locked)
    if not secret and not SECRETS.opens(locked.sealed_secret):
        raise LoginNotPossible(
            "The present secret can no longer be read. Enter the secret again.",
            "secret",
        )
    locked.name = name
    _fill(locked, username=username, tenant=tenant, client_id=client_id)
    if secret:
        locked.sealed_secret = SECRETS.close(_checked(locked, secret))
    locked.sealed_tokens = ""
    _save(locked)
    differences = changed(before, _shown(locked))
    if secret:
        differences["Secret"] = ["kept secret", "changed"]
    if differences:
        record_change(
            authority=locked.authority,
            by=by,
            subject=f"Login {locked}",
            what="Changed",
            changes=differences,
        )
    return locked


@transaction.atomic
def remove_login(*, login: Login, by: User) -> None:
    """Remove a login, with its secret. Harmless to do twice.

    Raises:
        LoginNotPossible: A mailbox or a sender uses the login.
    """
    found = Login.objects.filter(pk=login.pk).first()
    if found is None:
        return
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError:
        raise LoginNotPossible(
            f"“{found}” is in use. Give its mailboxes and senders another login first."
        ) from None
    record_change(
        authority=found.authority,
        by=by,
        subject=f"Login {found}",
        what="Removed",
        changes=changed(_shown(found), {}),
    )


def note_success(*, login: Login) -> None:
    """Note that a sign-in by the login succeeded."""
    Login.objects.filter(pk=login.pk).update(last_success_at=Now(), last_failure="")


def note_failure(*, login: Login, reason: str) -> None:
    """Note why a sign-in by the login failed, in a sentence."""
    Login.objects.filter(pk=login.pk).update(last_failure_at=Now(), last_failure=reason)


def keep_tokens(*, login: Login, sealed: str) -> None:
    """Keep the tokens of a login, unless its secret was changed meanwhile."""
    same = Login.objects.filter(pk=login.pk, sealed_secret=login.sealed_secret)
    same.update(sealed_tokens=sealed)
    login.sealed_tokens = sealed


def _fill(login: Login, *, username: str, tenant: str, client_id: str) -> None:
    """Take what the kind of login needs, and nothing else."""
    kind = Login.Kind
    if login.kind not in kind:
        raise LoginNotPossible("Choose how the login signs in.", "kind")
    if login.kind == kind.PASSWORD and not username:
        raise LoginNotPossible("Enter the user name.", "username")
    if login.kind == kind.MICROSOFT:
        if not tenant:
            raise LoginNotPossible("Enter the tenant’s id or domain.", "tenant")
        if not client_id:
            raise LoginNotPossible("Enter the id of the application.", "client_id")
        if any(mark in tenant for mark in "/?#@ "):
            raise LoginNotPossible(
                "The tenant is an id or a domain, without slashes.", "tenant"
            )
    login.username = username if login.kind == kind.PASSWORD else ""
    login.tenant = tenant if login.kind == kind.MICROSOFT else ""
    login.client_id = client_id if login.kind == kind.MICROSOFT else ""


def _checked(login: Login, secret: str) -> str:
    """Return the secret, if it looks like one of the kind."""
    if login.kind != Login.Kind.GOOGLE:
        return secret
    try:
        account = json.loads(secret)
        is_key = "private_key" in account and "client_email" in account
    except (ValueError, TypeError):
        is_key = False
    if not is_key:
        raise LoginNotPossible(
            "Paste the whole JSON key file of the service account.", "secret"
        )
    return secret


def _save(login: Login) -> None:
    try:
        with transaction.atomic():
            login.save()
    except IntegrityError:
        raise LoginNotPossible(
            f"There is a login “{login.name}” already. Choose another name.", "name"
        ) from None


def _shown(login: Login) -> dict[str, object]:
    return {
        "Name": login.name,
        "Kind": login.get_kind_display(),
        "User name": login.username,
        "Tenant": login.tenant,
        "Application": login.client_id,
    }
