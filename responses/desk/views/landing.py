"""Lead people to the page of their role after signing in."""

from django.views.generic import RedirectView

from responses.desk.landing import landing_of


class Landing(RedirectView):
    def get_redirect_url(self, *args, **kwargs):
        self.pattern_name = landing_of(self.request.user)
        return super().get_redirect_url(*args, **kwargs)
