"""A number with its list. A page has hundreds, so no template is read for each."""

from django import template
from django.utils.html import format_html

from requests_app.lists.dashboard import Number

register = template.Library()


@register.simple_tag
def number(of: Number) -> str:
    """Return a number linked to the list of what it counts.

    Nought, and what has no list, has no link.
    """
    if not of.count:
        return format_html('<span class="foi-nought">{}</span>', 0)
    words = f"{of.count:,}"
    if not of.url:
        return words
    return format_html('<a class="govuk-link" href="{}">{}</a>', of.url, words)
