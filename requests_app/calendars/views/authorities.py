"""The page on which an administrator changes the kind of an authority."""

from django.urls import reverse

from requests_app.calendars.authorities import change_kind
from requests_app.calendars.forms.authorities import ChangeKindForm
from requests_app.calendars.views.administration import Administer
from requests_app.calendars.views.interpretations import AuthorityMixin
from requests_app.models import FOIRequest


class ChangeKind(AuthorityMixin, Administer):
    form_class = ChangeKindForm
    service = staticmethod(change_kind)

    @property
    def title(self):
        return f"Change the kind of {self.authority}"

    @property
    def explanation(self):
        count = FOIRequest.objects.open().filter(authority=self.authority).count()
        concerned = (
            "1 open request is" if count == 1 else f"{count:,} open requests are"
        )
        return (
            f"{concerned} recalculated at once. You then see each due date that moves, "
            "and by how much; the history of each request says why."
        )

    @property
    def back(self):
        return reverse("administration")

    def get_initial(self):
        law = "scotland" if self.authority.is_scottish else "uk"
        return {"kind": self.authority.kind, "law": law}

    def arguments(self, form):
        return {"authority": self.authority, **form.arguments}
