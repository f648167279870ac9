"""Filters for rich text on pages."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.richtext.cleaning import clean
from documents.richtext.plain import to_plain

register = template.Library()


@register.filter
def rich(html: str) -> SafeString:
    """Return rich text for display, cleaned again whatever is stored."""
    return mark_safe(clean(html))  # noqa: S308 - the cleaner is the safety


@register.filter
def words(html: str) -> str:
    """Return rich text as plain text."""
    return to_plain(html)
