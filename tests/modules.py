"""Load every module of the apps, for a test to look at all their names."""

import pkgutil
from importlib import import_module
from types import ModuleType

import foi.urls  # noqa: F401 - registers what addresses hold, which the apps' use
import mail
import requests_app
import responses
import returns

_APPS = (mail, requests_app, responses, returns)


def app_modules() -> list[ModuleType]:
    """Return the modules of the apps of casework, but for migrations."""
    return [
        import_module(found.name)
        for app in _APPS
        for found in pkgutil.walk_packages(app.__path__, f"{app.__name__}.")
        if ".migrations" not in found.name
    ]
