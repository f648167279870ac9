"""Let administrators manage people, teams and authorities in Django's admin."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db import models

from accounts.models import Authority, Department, Team, User
from accounts.policy import Role
from accounts.sign_in import forget_failures

admin.site.unregister(Group)


class RolesMixin(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        choices=Role, widget=forms.CheckboxSelectMultiple, required=False
    )


class PersonChangeForm(RolesMixin, UserChangeForm):
    pass


class PersonAddForm(RolesMixin, UserAdmin.add_form):
    pass


class AdministeredByRole:
    """Permissions by `accounts.policy` in place of Django's permission tables."""

    def has_module_permission(self, request):
        return request.user.has_perm("accounts.administer")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("accounts.administer")

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        # Nothing is deleted: requests and history refer to these rows.
        return False


@admin.register(User)
class PersonAdmin(AdministeredByRole, UserAdmin):
    form = PersonChangeForm
    add_form = PersonAddForm
    list_display = ("username", "first_name", "last_name", "authority", "team", "roles")
    list_filter = ("authority", "team", "is_active")
    list_select_related = ("authority", "team")
    filter_horizontal = ()
    actions = ("let_sign_in",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Work", {"fields": ("authority", "team", "department", "roles", "is_active")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "usable_password",
                    "password1",
                    "password2",
                    "first_name",
                    "last_name",
                    "email",
                    "authority",
                    "team",
                    "department",
                    "roles",
                )
            },
        ),
    )

    @admin.action(description="Let the chosen people try to sign in at once")
    def let_sign_in(self, request, queryset):
        for person in queryset:
            failures = forget_failures(person)
            self.log_change(
                request,
                person,
                f"Let sign in at once, after {failures} wrong passwords",
            )
        self.message_user(request, "They can try to sign in at once.")


@admin.register(Authority)
class AuthorityAdmin(AdministeredByRole, admin.ModelAdmin):
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
