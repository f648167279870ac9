"""Addresses of acts on many requests."""

from django.urls import path

from requests_app.bulk import views

urlpatterns = [
    path("bulk/", views.ChooseRequests.as_view(), name="choose-requests"),
    path("bulk/<int:act>/", views.SayWhatToDo.as_view(), name="bulk-act"),
    path(
        "bulk/<int:act>/preview/", views.PreviewAct.as_view(), name="preview-bulk-act"
    ),
    path("bulk/<int:act>/progress/", views.ActProgress.as_view(), name="bulk-progress"),
    path("bulk/<int:act>/undo/", views.UndoAct.as_view(), name="undo-bulk-act"),
]
