"""How the figures are counted."""

from django.views.generic import TemplateView

from requests_app.calendars.views.recalculations import SeenByManagers
from requests_app.lists.figures import FIGURES


class Figures(SeenByManagers, TemplateView):
    """How the figures are counted, for the people who read them or answer for them."""

    template_name = "requests_app/lists/figures.html"
    extra_context = {"figures": FIGURES}
