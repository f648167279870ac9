"""Filters that describe the replies of departments."""

from django import template

from responses.drafting.time_spent import time_in_words

register = template.Library()

register.filter("time_in_words", time_in_words)
