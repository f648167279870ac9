"""Pages of an authority's people, for its administrators."""

import csv

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts import policy
from accounts.models import Authority
from documents.cells import without_formula
from requests_app.administration.views.settling import Settles
from requests_app.assigning.handing_over import hand_over_url
from requests_app.models import AccountLink
from requests_app.service_views import FindsFirst, ServiceButton
from requests_app.staff.details import has_password, mark_of
from requests_app.staff.forms.people import (
    ChangePersonForm,
    DeactivateForm,
    FindPeopleForm,
    InviteFirstForm,
    InvitePersonForm,
)
from requests_app.staff.invitations import (
    invite_person,
    send_invitation_again,
    withdraw_invitation,
)
from requests_app.staff.people import (
    PersonChanged,
    change_person,
    deactivate_person,
    let_sign_in,
    reactivate_person,
    sign_out_everywhere,
)
from requests_app.staff.queries import (
    find_people,
    held_by,
    held_in_words,
    labels_of,
    people_with,
    standing_of,
)
from requests_app.staff.reading import COLUMNS

PAGE_SIZE = 50


class FindsPeople(PermissionRequiredMixin):
    """Find the people for the filters in the address, of the user's authority."""

    permission_required = policy.ADMINISTER

    def find(self):
        user = self.request.user
        self.form = FindPeopleForm(self.request.GET, authority=user.authority_id)
        return find_people(
            people_with(user),
            self.form.wanted,
            on=timezone.localdate(),
        )


class People(FindsPeople, TemplateView):
    template_name = "requests_app/staff/people.html"

    def get_context_data(self, **kwargs):
        paginator = Paginator(self.find(), PAGE_SIZE)
        page = paginator.get_page(self.request.GET.get("page"))
        people = list(page)
        links = newest_invitations(people)
        now = timezone.now()
        return super().get_context_data(
            form=self.form,
            wanted=self.form.wanted,
            page=page,
            pages=list(paginator.get_elided_page_range(page.number, on_ends=1)),
            people=[
                {
                    "person": person,
                    "roles": labels_of(person.roles),
                    "standing": standing_of(person, links.get(person.pk), now),
                }
                for person in people
            ],
            query=self.request.GET.urlencode(),
            **kwargs,
        )


def newest_invitations(people):
    """Return the newest invitation of each person, by the person's key."""
    invitations = AccountLink.objects.filter(
        person__in=people, purpose=AccountLink.Purpose.INVITATION
    )
    links = invitations.with_failures().order_by("person", "-pk")
    return {link.person_id: link for link in links.distinct("person")}


class ExportPeople(FindsPeople, View):
    """The people found, as CSV without formulas."""

    def get(self, request, *args, **kwargs):
        response = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="people.csv"'},
        )
        response.write("\ufeff")
        lines = csv.writer(response)
        lines.writerow([*COLUMNS, "User name", "Account", "Last signed in"])
        people = list(self.find())
        links, now = newest_invitations(people), timezone.now()
        for person in people:
            last = person.last_login
            cells = [
                person.first_name,
                person.last_name,
                person.email,
                person.team or "",
                person.department or "",
                labels_of(person.roles).replace(", ", " / "),
                person.username,
                standing_of(person, links.get(person.pk), now).label,
                timezone.localdate(last).isoformat() if last else "",
            ]
            lines.writerow([without_formula(str(cell)) for cell in cells])
        return response


class PersonMixin(FindsFirst):
    """Look up the person in the address, among the people of the user's authority."""

    permission_required = policy.ADMINISTER

    @cached_property
    def person(self):
        people = people_with(self.request.user)
        return get_object_or_404(people, pk=self.kwargs["person"])

    def find(self):
        return self.person

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "person": self.person})

    @property
    def page_of_person(self):
        return reverse("person", kwargs={"person": self.person.pk})


class PersonPage(PersonMixin, TemplateView):
    template_name = "requests_app/staff/person.html"

    def get_context_data(self, **kwargs):
        link = newest_invitations([self.person]).get(self.person.pk)
        held = held_in_words(self.person)
        return super().get_context_data(
            roles=labels_of(self.person.roles),
            link=link,
            standing=standing_of(self.person, link, timezone.now()),
            has_password=has_password(self.person),
            held=held,
            hand_over=hand_over_url(self.person) if held else "",
            **kwargs,
        )


class StaffAction(Settles):
    """An action of an administrator on people."""

    section = ("People", "people")


class PersonFormMixin:
    """Give the form of a person the parts of the user's authority."""

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "authority": self.request.user.authority,
            "may_make_owners": self.request.user.has_perm(policy.OWN_INSTALLATION),
        }


class InvitePerson(PersonFormMixin, StaffAction):
    form_class = InvitePersonForm
    service = staticmethod(invite_person)
    title = "Invite a person"
    explanation = (
        "They receive an e-mail with a link, which works for 7 days, and choose their "
        "own password."
    )

    @property
    def done(self):
        return f"{self.made} is invited. The e-mail is on its way."

    def arguments(self, form):
        return {"authority": self.request.user.authority, "details": form.details}

    def get_success_url(self):
        return reverse("person", kwargs={"person": self.made.pk})


class InviteFirstAdministrator(FindsFirst, StaffAction):
    """An owner of the installation invites an administrator of any authority."""

    permission_required = policy.OWN_INSTALLATION
    form_class = InviteFirstForm
    service = staticmethod(invite_person)
    section = ("", "administration")
    explanation = (
        "They receive an e-mail with a link, which works for 7 days, choose their own "
        "password, and then invite their colleagues."
    )

    def find(self):
        return self.authority

    @cached_property
    def authority(self):
        visible = Authority.objects.visible_to(self.request.user)
        return get_object_or_404(visible, pk=self.kwargs["authority"])

    @property
    def title(self):
        return f"Invite an administrator of {self.authority}"

    @property
    def done(self):
        return f"{self.made} is invited. The e-mail is on its way."

    def arguments(self, form):
        return {"authority": self.authority, "details": form.details}


class PersonAction(PersonMixin, StaffAction):
    """An action on one person, with the page of the person above."""

    @property
    def section(self):
        return (str(self.person), "person")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            list="People", list_url=reverse("people"), **kwargs
        )

    @property
    def back(self):
        return self.page_of_person

    def arguments(self, form):
        return {"person": self.person, **form.cleaned_data}


class ChangePerson(PersonFormMixin, PersonAction):
    form_class = ChangePersonForm
    service = staticmethod(change_person)

    @property
    def title(self):
        return f"Change {self.person}"

    def get_initial(self):
        person = self.person
        return {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "email": person.email,
            "team": person.team_id,
            "department": person.department_id,
            "roles": person.roles,
            "seen": mark_of(person),
        }

    def arguments(self, form):
        return {
            "person": self.person,
            "details": form.details,
            "seen": form.cleaned_data["seen"],
        }

    def refused(self, form, refusal):
        if isinstance(refusal, PersonChanged):
            del self.person
            form.data = form.data.copy()
            form.data["seen"] = mark_of(self.person)
        return super().refused(form, refusal)

    def tell(self):
        before, after = self.person, self.made
        leaves = before.team_id is not None and before.team_id != after.team_id
        lost = before.role_permissions - after.role_permissions
        loses_work = bool(lost & {policy.DRAFT_RESPONSE, policy.CLEAR_RESPONSE})
        can_draft = policy.DRAFT_RESPONSE in after.role_permissions
        is_misplaced = (leaves or not can_draft) and held_by(after)
        held = held_in_words(after) if loses_work or is_misplaced else ""
        if held:
            self.hands_over = True
            messages.warning(
                self.request,
                f"Saved. {after} still holds {held}: hand over what others "
                "are to answer.",
            )
        else:
            messages.success(self.request, "Saved.")

    hands_over = False

    def get_success_url(self):
        return hand_over_url(self.made) if self.hands_over else self.back


class DeactivatePerson(PersonAction):
    form_class = DeactivateForm
    service = staticmethod(deactivate_person)

    @property
    def title(self):
        return f"Close the account of {self.person}"

    @property
    def explanation(self):
        held = held_in_words(self.person)
        holds = (
            f" {self.person} holds {held}: you hand over this work next."
            if held
            else f" {self.person} holds no open work."
        )
        return (
            "They are signed out everywhere at once and can no longer sign in. What "
            f"they wrote stays.{holds}"
        )

    def tell(self):
        self.held = held_in_words(self.made)
        said = f"The account of {self.made} is closed."
        if self.held:
            messages.warning(self.request, f"{said} Hand over {self.held} now.")
        else:
            messages.success(self.request, said)

    def get_success_url(self):
        return hand_over_url(self.made) if self.held else self.back


class PersonButton(PersonMixin, ServiceButton):
    """A button on the page of a person."""

    def act(self):
        return self.service(person=self.person, by=self.request.user)

    def get_success_url(self):
        return self.page_of_person


class ReactivatePerson(PersonButton):
    service = staticmethod(reactivate_person)
    done = "The account is open again. Check its roles."


class SendInvitation(PersonButton):
    service = staticmethod(send_invitation_again)
    done = "A new invitation is on its way. The earlier link no longer works."


class WithdrawInvitation(PersonButton):
    service = staticmethod(withdraw_invitation)
    done = "The invitation is withdrawn, and its link no longer works."


class LetSignIn(PersonButton):
    service = staticmethod(let_sign_in)
    done = "They can try to sign in at once."


class SignOutEverywhere(PersonButton):
    service = staticmethod(sign_out_everywhere)
    done = "They are signed out in every browser."
