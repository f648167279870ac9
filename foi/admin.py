"""The administrators' back room: people, teams, authorities."""

from django.contrib import admin
from django.http import HttpRequest


class FOIAdminSite(admin.AdminSite):
    site_header = "FOI administration"
    site_title = "FOI administration"
    index_title = "People, teams and authorities"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in whoever may administer, and nobody else."""
        return request.user.is_active and request.user.has_perm("accounts.administer")
