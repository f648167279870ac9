"""Addresses of exports."""

from django.urls import path

from requests_app.exports import views

urlpatterns = [
    path("requests/export/", views.AskForExport.as_view(), name="export-requests"),
    path("exports/", views.Exports.as_view(), name="exports"),
    path("exports/<int:export>/file/", views.ExportFile.as_view(), name="export-file"),
    path(
        "exports/<int:export>/cancel/",
        views.CancelExport.as_view(),
        name="cancel-export",
    ),
]
