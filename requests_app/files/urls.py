"""Addresses of the pages of files, of requests with and without a reference."""

from django.urls import path

from requests_app.files.views.files import (
    AddRequestFiles,
    RemoveRequestFile,
    RequestFileDownload,
    RequestFiles,
    RestoreRequestFile,
    ScanRequestFile,
)
from requests_app.files.views.previews import PreviewRequestFile, RequestFilePage

_PAGES = (
    ("", RequestFiles, "request-files"),
    ("add/", AddRequestFiles, "add-request-files"),
    ("<int:file>/", PreviewRequestFile, "preview-request-file"),
    ("<int:file>/pages/<int:number>/", RequestFilePage, "request-file-page"),
    ("<int:file>/download/", RequestFileDownload, "request-file"),
    ("<int:file>/remove/", RemoveRequestFile, "remove-request-file"),
    ("<int:file>/restore/", RestoreRequestFile, "restore-request-file"),
    ("<int:file>/scan/", ScanRequestFile, "scan-request-file"),
)
_REQUESTS = ("requests/<reference:reference>", "intake/<int:foi_request>")

urlpatterns = [
    path(f"{request}/received-files/{route}", view.as_view(), name=name)
    for request in _REQUESTS
    for route, view, name in _PAGES
]
