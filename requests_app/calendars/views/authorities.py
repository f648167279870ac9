"""The page on which an administrator changes the kind of an authority."""

from django.urls import reverse
from django.utils import timezone

from requests_app.calendars.authorities import change_kind, follows_from_kind
from requests_app.calendars.forms.authorities import ChangeKindForm
from requests_app.calendars.views.administration import Administer
from requests_app.calendars.views.confirming import ConfirmsFirst
from requests_app.calendars.views.interpretations import AuthorityMixin


class ChangeKind(ConfirmsFirst, AuthorityMixin, Administer):
    form_class = ChangeKindForm
    service = staticmethod(change_kind)
    confirm = "Confirm and recalculate"

    @property
    def title(self):
        return f"Change the kind of {self.authority}"

    explanation = (
        "Due dates, cost limits and the law of new requests rest on this. The next "
        "page says what follows, before anything changes."
    )

    @property
    def back(self):
        return reverse("administration")

    def get_initial(self):
        law = "scotland" if self.authority.is_scottish else "uk"
        return {"kind": self.authority.kind, "law": law}

    def arguments(self, form):
        return {"authority": self.authority, **form.arguments}

    def choice(self, form):
        return f"{form.cleaned_data['kind']} {form.cleaned_data['law']}"

    def consequences(self, form):
        return list(
            follows_from_kind(
                authority=self.authority,
                kind=form.arguments["kind"],
                is_scottish=form.arguments["is_scottish"],
                on=timezone.localdate(),
            )
        )
