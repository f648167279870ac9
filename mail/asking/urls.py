"""Addresses of the public form, of links to progress, and of what officers do."""

from django.urls import URLPattern, path

from mail.asking.addresses import IN_WELSH
from mail.asking.views import asking, officers, progress
from responses.letters.wording.welsh import WELSH

_REQUEST = "requests/<reference:reference>"


def _both(route: str, view: type, name: str) -> list[URLPattern]:
    """Return the addresses of a page in English and in Welsh."""
    return [
        path(route, view.as_view(), name=name),  # type: ignore[attr-defined]
        path(
            f"{route}cy/",
            view.as_view(),  # type: ignore[attr-defined]
            {"language": WELSH},
            name=f"{name}{IN_WELSH}",
        ),
    ]


urlpatterns = [
    *_both("ask/<slug:authority>/", asking.Ask, "ask"),
    *_both(
        "ask/<slug:authority>/answers/<int:answer>/",
        asking.PublicAnswerPage,
        "public-answer",
    ),
    *_both("progress/<str:token>/", progress.ShowProgress, "progress"),
    *_both("progress/<str:token>/sent/", progress.RequestSent, "request-sent"),
    path(
        f"{_REQUEST}/progress-link/",
        officers.MakeProgressLink.as_view(),
        name="make-progress-link",
    ),
    path(
        f"{_REQUEST}/progress-link/end/",
        officers.EndProgressLinks.as_view(),
        name="end-progress-links",
    ),
    path(
        f"{_REQUEST}/letters/<int:number>/show-everybody/",
        officers.ShowAnswer.as_view(),
        name="show-answer",
    ),
    path(
        f"{_REQUEST}/letters/<int:number>/show-nobody/",
        officers.HideAnswer.as_view(),
        name="hide-answer",
    ),
    path(
        "administration/public-form/",
        officers.ChangePublicForm.as_view(),
        name="public-form",
    ),
]
