"""Print docs/layers.md: which parts of the code may import which.

`.venv/bin/python -m tests.describe_layers > docs/layers.md`
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
_HEAD = """\
# Who may import whom

Made by `.venv/bin/python -m tests.describe_layers > docs/layers.md` from the import
contracts in `pyproject.toml`; a test fails when the two differ. `make check` holds the
code to the contracts.

An arrow means "may import". A box may import every box below it, not only the next.
Names in one box may not import each other.
"""


def page() -> str:
    """Return the page, with one section for each contract."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))
    return "".join(_sections(project["tool"]["importlinter"]["contracts"]))


def _sections(contracts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield _HEAD
    for contract in contracts:
        yield f"\n## {contract['name']}\n\n"
        yield from _KINDS[contract["type"]](contract)


def _layers(contract: Mapping[str, Any]) -> Iterator[str]:
    """Yield the layers of a contract as a Mermaid flowchart."""
    containers = contract.get("containers", ())
    if len(containers) > 1:
        yield f"In each of {_named(containers)}. A subject has the boxes it needs.\n\n"
    yield "```mermaid\nflowchart TD\n"
    for number, layer in enumerate(contract["layers"]):
        # import-linter puts a layer that may be missing in brackets.
        names = [name.strip(" ()") for name in layer.split("|")]
        yield f'    layer{number}["{" · ".join(names)}"]\n'
    for upper, lower in pairwise(range(len(contract["layers"]))):
        yield f"    layer{upper} --> layer{lower}\n"
    yield "```\n"
    if "exhaustive_ignores" in contract:
        yield f"\nLeft out: {_named(contract['exhaustive_ignores'])}.\n"


def _forbidden(contract: Mapping[str, Any]) -> Iterator[str]:
    sources, targets = contract["source_modules"], contract["forbidden_modules"]
    yield f"{_named(sources)} never imports {_named(targets)}.\n"


def _named(modules: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in modules)


_KINDS = {"layers": _layers, "forbidden": _forbidden}


if __name__ == "__main__":
    sys.stdout.write(page())
