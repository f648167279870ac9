"""Edit the statement that neither confirms nor denies other information."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from requests_app.forms.fields import whole_number
from requests_app.presence.queries import STATEMENT
from requests_app.service_views import ServiceButton, ServiceFormView
from responses.comments.threads import About
from responses.drafting.changed_fields import changed_fields
from responses.drafting.forms.draft import SaveStatementForm
from responses.drafting.statements import (
    STATEMENT_SAYS,
    StatementChanged,
    remove_statement,
    save_statement,
)
from responses.drafting.suggested_wording import offered_reason, offered_statement
from responses.drafting.views.mixins import DraftMixin
from responses.drafting.views.room import (
    COMMENTS,
    FILES,
    LETTER,
    NCND,
    VERSIONS,
    PartRoomMixin,
)
from responses.models import Comment, DraftRevision
from responses.precedents.similar import neither_before
from responses.standing.progress import missing_from_statement
from statute.exemptions import PROVISIONS
from statute.regimes import Regime


def said_in(statement):
    """Return the text of a statement, by the fields of its form."""
    return {
        **{name: getattr(statement, name) for name in STATEMENT_SAYS},
        **{
            SaveStatementForm.reason_name(one.provision_key): one.why_applies
            for one in statement.citations.all()
        },
    }


def facts_in(statement):
    """Return the facts of a statement, as stored, by provision."""
    if statement is None:
        return {}
    return {one.provision_key: one.facts for one in statement.citations.all()}


class SaveStatement(PartRoomMixin, ServiceFormView):
    form_class = SaveStatementForm
    template_name = "responses/drafting/save_statement.html"
    part = DraftRevision.Part.STATEMENT
    versions_page = "statement-versions"
    letter_form = "statement"
    commented = About(Comment.Part.STATEMENT)
    place = STATEMENT
    done = "Statement on other information saved."

    @cached_property
    def statement(self):
        return self.draft.statement

    @property
    def provision_keys(self):
        """The provisions on the page: cited or just added, without any just dropped."""
        if self.request.method == "POST":
            posted = self.request.POST
            dropped = posted.get("drop", "")
            keys = [*posted.getlist("provision"), posted.get("add", "")]
            return [key for key in dict.fromkeys(keys) if key and key != dropped]
        if self.statement is None:
            return []
        return [one.provision_key for one in self.statement.citations.all()]

    def get_panels(self):
        return (LETTER, NCND, FILES, COMMENTS, VERSIONS)

    def get_panel(self):
        if self.panel != NCND:
            return super().get_panel()
        cited = self.statement.citations.all() if self.statement else ()
        return {
            **self.get_ncnd(cited),
            "said_alike": neither_before(self.foi_request, user=self.request.user),
        }

    def get_initial(self):
        if self.statement is None:
            return offered_statement(Regime(self.foi_request.regime))
        return {**said_in(self.statement), "version": self.statement.version}

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs |= {
            "foi_request": self.foi_request,
            "provision_keys": self.provision_keys,
            "facts": facts_in(self.statement),
        }
        added = self.request.POST.get("add", "")
        name = SaveStatementForm.reason_name(added)
        is_new = added in self.provision_keys and name not in self.request.POST
        if is_new and added in PROVISIONS:
            # Fill in the suggested wording for a provision just added.
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"][name] = offered_reason(added)
        return kwargs

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.statement, **kwargs)

    def act(self, form):
        return save_statement(
            foi_request=self.foi_request,
            by=self.request.user,
            on=timezone.localdate(),
            **form.said(),
        )

    @property
    def goes_on(self):
        """Whether the button added or dropped a provision: then editing continues."""
        return bool(self.request.POST.get("add") or self.request.POST.get("drop"))

    @property
    def missing(self):
        return missing_from_statement(self.made) if self.made.pk else ()

    def tell(self):
        if not self.goes_on:
            super().tell()

    def refused(self, form, refusal):
        if isinstance(refusal, StatementChanged):
            return self.show_both(form, refusal)
        return super().refused(form, refusal)

    def get_success_url(self):
        name = "save-statement" if self.goes_on else "draft-response"
        return reverse(name, kwargs={"reference": self.foi_request.reference})

    def show_both(self, form, refusal):
        """Show the typed and the saved text; saving again keeps the typed text."""
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        stands = said_in(refusal.statement) if refusal.statement else {}
        form.data["version"] = refusal.statement.version if refusal.statement else 0
        return self.render_to_response(
            self.get_context_data(form=form, changed=changed_fields(form, stands)),
            status=409,
        )


class RemoveStatement(DraftMixin, ServiceButton):
    done = "Statement removed from the letter. Its text stays in the history."

    def act(self):
        version = self.request.POST.get("version", "")
        remove_statement(
            foi_request=self.foi_request,
            version=whole_number(version),
            by=self.request.user,
            on=timezone.localdate(),
        )

    def get_refused_url(self):
        at = {"reference": self.foi_request.reference}
        return reverse("save-statement", kwargs=at)

    def get_success_url(self):
        at = {"reference": self.foi_request.reference}
        return reverse("draft-response", kwargs=at)
