"""Addresses of pages about what was asked."""

from django.urls import register_converter


class ReferenceConverter:
    """A reference in an address, its slashes written as tildes."""

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


register_converter(ReferenceConverter, "reference")

urlpatterns = []
