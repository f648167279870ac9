"""What the templates of letters say, in the words and the language of the letter.

Each takes the letter from the template's `content`, whose `speech` says its sentences.
"""

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from responses.wording import Speech

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: Any) -> SafeString:
    """Say a fixed sentence by its name: {% say "letter.yours_sincerely" %}."""
    return _speech(context).say(key, **values)


@register.simple_tag(takes_context=True)
def say_plain(context: Context, key: str, **values: Any) -> str:
    """Say a fixed sentence without markup, as a title or an attribute needs it."""
    return _speech(context).plain(key, **values)


@register.simple_tag(takes_context=True)
def day(context: Context, when: date) -> str:
    """Say a day in the letter's language: {% day content.issued_on %}."""
    return _speech(context).day(when)


@register.filter
def mailed(address: str) -> SafeString:
    """Return an e-mail address as a link, to fill a field with."""
    return format_html('<a href="mailto:{}">{}</a>', address, address)


@register.filter
def linked(address: str) -> SafeString:
    """Return the address of a page as a link, to fill a field with."""
    return format_html('<a href="{}">{}</a>', address, address)


def _speech(context: Context) -> Speech:
    speech: Speech = context["content"].speech
    return speech
