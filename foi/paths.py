"""Where the project lies, and where it keeps what it makes."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
# Database, files, letters, static files: all that a start makes, and nothing else.
VAR_DIR = Path(os.environ.get("FOI_VAR_DIR") or BASE_DIR / "var").absolute()
