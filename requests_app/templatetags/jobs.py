"""What pages show of a job's kind."""

from django import template

from requests_app.jobs.handlers import JobKind, kind_of
from requests_app.models import Job

register = template.Library()


@register.simple_tag
def job_kind(job: Job) -> JobKind:
    """Return the kind of a job."""
    return kind_of(job)


@register.filter
def job_label(job: Job) -> str:
    """Return what pages call a job."""
    return kind_of(job).label


@register.filter
def decision_page(job: Job) -> str:
    """Return the address of the page on which a person decides on the job, or ""."""
    decided = kind_of(job).decided_elsewhere
    return "" if decided is None else decided.url(job)
