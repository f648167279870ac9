"""The story of the demonstration, as its file tells it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

STORY = Path(__file__).with_name("demonstration.yaml")
PASSWORD = "demonstration"  # noqa: S105 - printed by `make run` for signing in


@cache
def told() -> Any:
    """Return the story: authorities, people and requests."""
    return yaml.safe_load(STORY.read_text("utf-8"))
