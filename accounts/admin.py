"""Let administrators manage teams and authorities in Django's admin."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models

from accounts.models import Authority, Department, Team

admin.site.unregister(Group)


class AdministeredByRole:
    """Permissions by `accounts.policy` in place of Django's permission tables."""

    def has_module_permission(self, request):
        return request.user.has_perm("accounts.administer")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("accounts.administer")

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission

    def get_queryset(self, request):
        ruled = Authority.objects.administered_by(request.user)
        own = "pk__in" if self.model is Authority else "authority__in"
        return super().get_queryset(request).filter(**{own: ruled})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "authority":
            kwargs["queryset"] = Authority.objects.administered_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        # Nothing is deleted: requests and history refer to these rows.
        return False


@admin.register(Authority)
class AuthorityAdmin(AdministeredByRole, admin.ModelAdmin):
    def has_add_permission(self, request):
        return request.user.has_perm("accounts.own_installation")

    list_display = ("name", "kind", "reference_scheme")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request, obj=None):
        # Due dates follow from both: the administration page changes them and
        # recalculates.
        return ("kind", "is_scottish") if obj else ()


@admin.register(Team, Department)
class PartOfAuthorityAdmin(AdministeredByRole, admin.ModelAdmin):
    list_display = ("name", "authority")
    list_filter = ("authority",)
    list_select_related = ("authority",)

    def get_readonly_fields(self, request, obj=None):
        # People and requests refer to a team or department of their own authority.
        return ("authority",) if obj else ()
