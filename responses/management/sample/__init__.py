"""Requests in any number, made up in bulk for load tests."""

from responses.management.sample.loading import load

__all__ = ["load"]
