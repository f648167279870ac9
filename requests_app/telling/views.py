"""Views of a person's own notices."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.generic import ListView, View

from requests_app.forms.fields import whole_number
from requests_app.models import Notice
from requests_app.service_views import ServiceFormView
from requests_app.telling.forms import FindNoticesForm, NoticeSettingsForm
from requests_app.telling.queries import has_unread, notices_of, ways_of
from requests_app.telling.reading import mark_read
from requests_app.telling.services import choose_ways

ON_A_PAGE = 50


class Notices(ListView):
    template_name = "requests_app/telling/notices.html"
    context_object_name = "notices"
    paginate_by = ON_A_PAGE

    @cached_property
    def form(self):
        return FindNoticesForm(self.request.GET)

    def get_queryset(self):
        wanted = self.form.wanted
        return notices_of(
            self.request.user,
            is_unread=wanted.get("show") == "unread",
            group=wanted.get("about", ""),
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page, paginator = context["page_obj"], context["paginator"]
        context["form"], wanted = self.form, self.form.wanted
        context["is_filtered"] = bool(wanted)
        # All are marked, so the button is left out where some are out of sight.
        context["may_mark_all"] = "about" not in wanted and has_unread(
            self.request.user
        )
        context["pages"] = list(paginator.get_elided_page_range(page.number, on_ends=1))
        return context


class OpenNotice(View):
    """Mark a notice as read, and lead to the place told of."""

    def get(self, request, notice):
        accounts = [each.pk for each in request.user.accounts()]
        found = get_object_or_404(
            Notice.objects.select_related("person__authority"),
            pk=notice,
            person__in=accounts,
        )
        if found.person_id != request.user.pk:
            authority = found.person.authority
            messages.warning(
                request,
                f"This notice is for your account at {authority}. Change to that "
                "account, then open the notice again.",
            )
            return redirect("account")
        mark_read(person=request.user, notices=[found.pk])
        return redirect(found.url)


class MarkNoticesRead(View):
    """Mark one notice as read, or all."""

    http_method_names = ["post"]

    def post(self, request):
        wanted = request.POST.get("notice", "")
        read = mark_read(
            person=request.user,
            notices=[whole_number(wanted)] if wanted else None,
        )
        noun = "notice" if read == 1 else "notices"
        messages.success(request, f"{read:,} {noun} marked as read.")
        return redirect(reverse("notices"))


class NoticeSettings(ServiceFormView):
    template_name = "requests_app/telling/settings.html"
    form_class = NoticeSettingsForm
    success_url = reverse_lazy("notice-settings")
    done = "Your choices are saved. They hold from the next notice on."

    def get_initial(self):
        return ways_of(self.request.user)

    def act(self, form):
        return choose_ways(person=self.request.user, ways=form.cleaned_data)
