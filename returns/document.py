"""Write a return down with the basis of its figures, as plain data.

The form is `returns/data/return.schema.json`. Pages and files are made from this data,
so a snapshot prints as it was counted.
"""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from json import dumps
from typing import Any, Final

from django.conf import settings

from accounts.models import Authority
from returns.days import calendar_of_authority
from returns.figures import Figure, Table
from returns.population import Period
from returns.reports import PERCENT, POUNDS, Measure

SCHEMA: Final = "return-1"
SUPPRESSED: Final = "left out"
# How far before the period a due date may rest on a bank holiday.
_BEFORE: Final = timedelta(days=100)


def document_of(
    table: Table, authority: Authority, period: Period, *, is_public: bool = False
) -> dict[str, Any]:
    """Return a return with its definitions, calendar and settings, for JSON.

    Args:
        table: The figures.
        authority: The authority.
        period: The period of the return.
        is_public: Whether small numbers were left out for publication.
    """
    report = table.report
    return {
        "schema": SCHEMA,
        "report": report.key,
        "title": report.title,
        "about": report.about,
        "source": report.source,
        "authority": authority.name,
        "period": {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "counted_on": period.on.isoformat(),
        },
        "is_draft": not period.is_over,
        "is_public": is_public,
        "software_version": software_version(),
        "calendar": _calendar(authority, period),
        "settings": _settings(authority),
        "columns": [
            {"key": key, "title": title} | _said_of(report.measure(key))
            for key, title in table.columns.items()
        ],
        "rows": [
            {
                "key": row.key,
                "title": row.title,
                "line": row.line,
                "level": row.level,
                "kind": row.kind,
                "definition": row.definition,
                "source": row.source,
                "cells": [
                    _cell(table.figures[row.key][column]) for column in table.columns
                ],
            }
            for row in report.shown
        ],
    }


def in_words(kind: str, cell: dict[str, Any]) -> str:
    """Return a figure as tables print it: with numerator and denominator."""
    if cell["is_suppressed"]:
        return SUPPRESSED
    if kind == PERCENT and cell["denominator"] is not None:
        parts = f"{cell['numerator']:,} of {cell['denominator']:,}"
        return parts if cell["value"] is None else f"{cell['value']}% ({parts})"
    if cell["value"] is None:
        return "–"
    if kind == POUNDS:
        return f"£{cell['value']:,.2f}"
    return f"{cell['value']:,.10g}"


def digest_of(document: dict[str, Any]) -> str:
    """Return the SHA-256 of a document, the same for the same content."""
    return sha256(dumps(document, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1)
def software_version() -> str:
    """Return the version of this software, by its project file."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))
    version: str = project["project"]["version"]
    return version


def _said_of(measure: Measure | None) -> dict[str, str]:
    """Return the definition of a column, where each has its own."""
    if measure is None:
        return {}
    return {
        "kind": measure.kind,
        "definition": measure.definition,
        "source": measure.source,
    }


def _cell(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "is_suppressed": figure.is_suppressed,
    }


def _calendar(authority: Authority, period: Period) -> dict[str, Any]:
    """Return the holidays for the due dates of the period."""
    calendar = calendar_of_authority(authority)
    first, last = _earlier(period.first), period.on
    return {
        "country": "Scotland" if authority.is_scottish else "United Kingdom",
        "holidays": [
            day.isoformat() for day in sorted(calendar.holidays) if first <= day <= last
        ],
        "known_until": calendar.last_known.isoformat(),
    }


def _earlier(day: date) -> date:
    return day - _BEFORE if day > date.min + _BEFORE else date.min


def _settings(authority: Authority) -> dict[str, Any]:
    return {
        "kind": authority.kind,
        "is_scottish": authority.is_scottish,
        "interpretations": dict(authority.interpretations),
    }
