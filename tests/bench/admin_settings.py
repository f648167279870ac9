"""The product's settings with Django's admin, against which its lists are measured."""

from foi.settings import *  # noqa: F403
from foi.settings import INSTALLED_APPS

INSTALLED_APPS = ["django.contrib.admin", *INSTALLED_APPS]
ROOT_URLCONF = "tests.bench.admin_urls"
