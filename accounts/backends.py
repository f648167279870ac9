"""Permissions from roles, in place of rows in Django's permission tables."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class RoleBackend(ModelBackend):
    """Check passwords as Django does, and permissions by `accounts.policy`."""

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
