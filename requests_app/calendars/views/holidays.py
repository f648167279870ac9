"""Views of the known bank holidays and of changes to them."""

from datetime import date

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts import policy
from requests_app.calendars import working_days
from requests_app.calendars.forms.holidays import (
    AddHolidayForm,
    CompleteYearForm,
    RemoveHolidayForm,
    RestoreHolidayForm,
)
from requests_app.calendars.holidays import (
    FEWEST_A_YEAR,
    YEARS_AHEAD,
    add_holiday,
    complete_year,
    remove_holiday,
    restore_holiday,
)
from requests_app.calendars.views.administration import Administer
from requests_app.models import HolidayOverride
from requests_app.service_views import FindsFirst
from statute.working_days import Division, format_date

CHANGES_SHOWN = 100


class Holidays(PermissionRequiredMixin, TemplateView):
    permission_required = policy.OWN_INSTALLATION
    template_name = "requests_app/calendars/holidays.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        known = working_days.known_years()
        years = range(known.start, known.stop + YEARS_AHEAD)
        year = self._year(years, today)
        overrides = HolidayOverride.objects.select_related("by", "recalculation")
        return super().get_context_data(
            today=today,
            year=year,
            years=years,
            is_known=year in known,
            is_next=year == known.stop,
            holidays=working_days.holidays_of(year),
            shortfall=working_days.shortfall(on=today),
            known_until=date(known[-1], 12, 31),
            overrides=overrides[:CHANGES_SHOWN],
            **kwargs,
        )

    def _year(self, years, today):
        wanted = self.request.GET.get("year", "")
        if wanted.isdecimal() and int(wanted) in years:
            return int(wanted)
        return min(max(today.year, years.start), years[-1])


class ChangeHoliday(Administer):
    permission_required = policy.OWN_INSTALLATION
    section = ("Bank holidays", "holidays")

    @property
    def back(self):
        return reverse("holidays")


class AddHoliday(ChangeHoliday):
    form_class = AddHolidayForm
    service = staticmethod(add_holiday)
    title = "Add a bank holiday"
    explanation = (
        "Add a holiday that was proclaimed after this release was made. The due "
        "dates of open requests are then recalculated."
    )
    done = (
        "Bank holiday added. No due date depends on this day, so none was recalculated."
    )

    def get_initial(self):
        return {"divisions": list(Division)}


class HolidayMixin(FindsFirst, ChangeHoliday):
    """Look up the bank holiday named in the URL."""

    def find(self):
        if self.known is None:
            raise Http404

    @cached_property
    def known(self):
        return working_days.holiday_on(self.kwargs["on"])

    @property
    def title(self):
        known = self.known
        return (
            f"{self.verb} {known.name}, {format_date(known.on)}" if known else self.verb
        )

    @property
    def back(self):
        return f"{reverse('holidays')}?year={self.kwargs['on'].year}"

    def arguments(self, form):
        return {"on": self.kwargs["on"], **form.cleaned_data}


class RemoveHoliday(HolidayMixin):
    form_class = RemoveHolidayForm
    service = staticmethod(remove_holiday)
    verb = "Remove"
    explanation = (
        "Remove a day that is not a bank holiday after all. The day then counts as "
        "a working day, and the due dates of open requests are recalculated."
    )
    done = (
        "Bank holiday removed. No due date depends on this day, so none was "
        "recalculated."
    )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "known": self.known}

    def get_initial(self):
        return {"divisions": list(self.known.kept_in) if self.known else []}


class RestoreHoliday(HolidayMixin):
    form_class = RestoreHolidayForm
    service = staticmethod(restore_holiday)

    @property
    def verb(self):
        return "Restore" if self.known and self.known.published_in else "Remove"

    explanation = (
        "The day is restored as this release publishes it, and the due dates of "
        "open requests are recalculated. The earlier entry stays on record."
    )
    done = (
        "Day restored as published. No due date depends on this day, so none was "
        "recalculated."
    )


class CompleteYear(ChangeHoliday):
    form_class = CompleteYearForm
    service = staticmethod(complete_year)
    template_name = "requests_app/calendars/complete_year.html"
    done = "Year declared complete."

    @property
    def year(self):
        return self.kwargs["year"]

    @property
    def title(self):
        return f"Declare the bank holidays of {self.year} complete"

    @property
    def back(self):
        return f"{reverse('holidays')}?year={self.year}"

    def get_context_data(self, **kwargs):
        entered = working_days.holidays_of(self.year)
        before = working_days.holidays_of(self.year - 1)
        return super().get_context_data(
            year=self.year,
            parts=[
                {
                    "name": part.full_name,
                    "fewest": FEWEST_A_YEAR[part],
                    "entered": [day for day in entered if day.is_kept_in(part)],
                    "before": [day for day in before if day.is_kept_in(part)],
                }
                for part in Division
            ],
            **kwargs,
        )

    def arguments(self, form):
        return {"year": self.year, **form.cleaned_data}
