"""Restrict Django's admin, for people, teams and authorities, to administrators."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts import policy
from requests_app.service_views import mark_stored


class FOIAdminSite(admin.AdminSite):
    """Django's admin, opened by role and entered by the usual sign-in page."""

    site_header = "FOI casework: administration"
    site_title = "FOI casework"
    index_title = "People, teams and authorities"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Admit only active users who may administer."""
        return request.user.is_active and request.user.has_perm(policy.ADMINISTER)

    def admin_view(self, view, cacheable=False):
        """Note a form as stored where the view leads on from the form."""
        admitted = super().admin_view(view, cacheable)

        @wraps(admitted)
        def noting(request, *args, **kwargs):
            response = admitted(request, *args, **kwargs)
            if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
                mark_stored(request)
            return response

        return noting

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the sign-in page; refuse a user already signed in."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
