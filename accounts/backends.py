"""Permissions from roles, in place of rows in Django's permission tables."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.db.models import F, Q

from accounts.models import User

# People with one e-mail address, at several authorities.
_MOST_CHECKED: Final = 10


class RoleBackend(ModelBackend):
    """Check passwords by user name or e-mail, and permissions by `accounts.policy`."""

    def authenticate(
        self,
        request: Any,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the account opened by a name and password.

        The name is a user name or an e-mail address. Of several accounts of one person,
        the account used last opens; closed accounts are passed over.
        """
        if not username or password is None:
            return None
        is_named = Q(username=username)
        if "@" in username:
            is_named |= Q(email__iexact=username)
        named = User.objects.filter(is_named).order_by("pk")[:_MOST_CHECKED]
        if not named:
            # As long as with an account: the time tells nothing.
            User().set_password(password)
        tried = set()
        for account in named:
            # Accounts of one person share a password.
            if account.password not in tried and account.check_password(password):
                return self._latest(account)
            tried.add(account.password)
        return None

    def _latest(self, account: User) -> User | None:
        if account.person_key is None:
            return account if self.user_can_authenticate(account) else None
        accounts = User.objects.filter(person_key=account.person_key, is_active=True)
        return accounts.order_by(F("last_login").desc(nulls_last=True), "pk").first()

    def get_user(self, user_id: Any) -> User | None:
        """Return the account of a session with its authority, in one query."""
        found = User.objects.select_related("authority").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the permissions of every role the person has."""
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return set()
        return set(user_obj.role_permissions)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether any role of the person carries `perm`."""
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Return whether any role of the person carries any permission of the app."""
        prefix = f"{app_label}."
        return any(
            perm.startswith(prefix) for perm in self.get_all_permissions(user_obj)
        )
