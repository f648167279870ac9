"""Mount the urls.py of each app, and nothing else."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("requests_app.urls")),
    path("", include("responses.urls")),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
]
