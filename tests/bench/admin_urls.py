"""The product's addresses, and Django's admin of requests."""

from django.contrib import admin
from django.urls import include, path

from requests_app.models import FOIRequest


@admin.register(FOIRequest)
class FOIRequestAdmin(admin.ModelAdmin):
    """The list of requests as Django's admin shows it by its usual settings."""

    list_display = (
        *("reference", "requester_name", "state", "due_on", "officer"),
        *("received_on", "closed_on"),
    )
    list_select_related = ("officer",)
    list_filter = ("state", "regime")
    search_fields = ("reference", "subject", "requester_name", "received_text")
    list_per_page = 50

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return True


urlpatterns = [path("admin/", admin.site.urls), path("", include("foi.urls"))]
