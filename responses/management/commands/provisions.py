"""Find the provisions matching a citation or a title, or cited in a letter."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from statute import exemptions
from statute.exemptions import Found, Provision
from statute.regimes import INFORMATION_REGIMES, Regime

BAD_INPUT: Final = 1
BAD_USAGE: Final = 2
MOST: Final = 20


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "query",
            nargs="?",
            default="",
            help="“s.31(1)(a)(b)”, “reg 12(5)(e)”, or words of a title",
        )
        parser.add_argument(
            "--regime",
            choices=[str(regime) for regime in INFORMATION_REGIMES],
            default=None,
        )
        parser.add_argument(
            "--text",
            metavar="FILE",
            help="read the citations out of a letter instead; - reads stdin",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        if bool(options["query"].strip()) == bool(options["text"]):
            raise CommandError(
                "Give a query, or a letter with --text.", returncode=BAD_USAGE
            )
        regime = Regime(options["regime"]) if options["regime"] else None
        if options["text"]:
            text = letter(options["text"])
            cited = exemptions.citations_in(text, regime)
            no_such = exemptions.no_such_provisions_in(text, regime)
            found = sorted([*cited, *no_such], key=lambda each: each.start)
            rows: Sequence[Any] = [citation_row(each) for each in found]
            lines = [citation_line(each) for each in found]
        else:
            provisions = answers_to(options["query"], regime)
            rows = [provision_row(each) for each in provisions]
            lines = [provision_line(each) for each in provisions]
        self.stdout.write(
            json.dumps(rows, ensure_ascii=False, indent=2)
            if options["json"]
            else "\n".join(lines)
        )


def answers_to(query: str, regime: Regime | None) -> Sequence[Provision]:
    """Return the provisions named by a query, or else possible matches."""
    provisions = exemptions.find(query, regime) or exemptions.search(
        query, regime, limit=MOST
    )
    if not provisions:
        law = f" of the {regime.title}" if regime else ""
        raise CommandError(
            f"No provision{law} is known as “{query}”.", returncode=BAD_INPUT
        )
    return provisions


def letter(name: str) -> str:
    """Return the letter's text, from standard input where the name is "-"."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{name} cannot be read as text: {error}.", returncode=BAD_INPUT
        ) from error


def provision_row(provision: Provision) -> dict[str, Any]:
    """Return everything known about a provision, for another program."""
    return {
        "citation": provision.citation,
        "short_citation": provision.short_citation,
        **asdict(provision),
        "is_absolute": provision.is_absolute,
        "is_qualified": provision.is_qualified,
        "needs_public_interest_test": provision.needs_public_interest_test,
        "duty_lifted": provision.duty_lifted,
    }


def provision_line(provision: Provision) -> str:
    """Return a provision as a line of text."""
    kind = provision.kind.label
    if provision.is_ncnd or provision.kind in {"exemption", "exception"}:
        kind = f"{kind}, {provision.exemption_class.label.lower()}"
    doubt = "" if provision.is_verified else " [not read in the source]"
    return f"{provision}: {provision.title} ({kind}){doubt}"


def citation_row(found: Found) -> dict[str, Any]:
    """Return a citation and its position, for another program."""
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "regime": found.regime,
        "sections": found.sections,
        "provisions": [provision.key for provision in found.provisions],
        "is_ground": found.is_ground,
        "no_such_provision": not found.provisions,
    }


def citation_line(found: Found) -> str:
    """Return a citation and its position as a line of text."""
    keys = ", ".join(provision.key for provision in found.provisions)
    if not keys:
        keys = f"no such provision of the {found.regime.title}"
    return f"{found.start}–{found.end} {' '.join(found.text.split())}: {keys}"
