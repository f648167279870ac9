"""Locate the project, and the folder for its generated files."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
# Database, files, letters and static files: everything a start creates, and nothing
# else.
VAR_DIR = Path(os.environ.get("FOI_VAR_DIR") or BASE_DIR / "var").absolute()
