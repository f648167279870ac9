"""Mount the urls.py of each app, and the icon."""

from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.views.generic import RedirectView


@method_decorator(login_not_required, name="dispatch")
class Favicon(RedirectView):
    """Lead browsers that ask for the usual address to the icon."""

    def get_redirect_url(self, *args, **kwargs):
        return static("img/icon.svg")


urlpatterns = [
    path("", include("requests_app.urls")),
    path("", include("responses.urls")),
    path("", include("mail.urls")),
    path("", include("returns.urls")),
    path("", include("accounts.urls")),
    path("favicon.ico", Favicon.as_view(), name="favicon"),
]
