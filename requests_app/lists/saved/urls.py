"""Addresses of saved views."""

from django.urls import path

from requests_app.lists.saved import views

urlpatterns = [
    path("views/", views.SavedViews.as_view(), name="saved-views"),
    path("views/counts/", views.CountViews.as_view(), name="count-views"),
    path("views/save/", views.SaveView.as_view(), name="save-view"),
    path("views/<int:view>/", views.OpenView.as_view(), name="saved-view"),
    path("views/<int:view>/change/", views.ChangeView.as_view(), name="change-view"),
    path("views/<int:view>/update/", views.UpdateView.as_view(), name="update-view"),
    path("views/<int:view>/delete/", views.DeleteView.as_view(), name="delete-view"),
    path("views/<int:view>/pin/", views.PinView.as_view(), name="pin-view"),
    path("views/<int:view>/unpin/", views.UnpinView.as_view(), name="unpin-view"),
    path("views/<int:view>/up/", views.MovePinUp.as_view(), name="move-pin-up"),
]
