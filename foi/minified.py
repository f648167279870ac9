"""Collect scripts and stylesheets without what only their readers need."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN = ("css/", "js/")
# Scripts that import others: each becomes one file.
BUNDLED = {
    "js/comments.js",
    "js/drafting_room.js",
    "js/find_provision.js",
    "js/page.js",
    "js/rich_text.js",
    "js/signed_in.js",
}


class MinifiedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Static files, ours minified; each with a hash in its name, and compressed."""

    def post_process(
        self, paths: dict[str, tuple[Any, str]], *args: Any, **options: Any
    ) -> Iterator[Any]:
        """Minify the collected copies of our files, and go on from those."""
        own = [name for name in paths if name.startswith(OWN)]
        if not options.get("dry_run"):
            minify(self.path(name) for name in own if name not in BUNDLED)
            minify((self.path(name) for name in BUNDLED), "--bundle", "--format=esm")
            paths |= {name: (self, name) for name in own}
        yield from super().post_process(paths, *args, **options)


def minify(files: Iterable[str], *options: str) -> None:
    """Minify scripts and stylesheets in place."""
    # Node.js may have come as a Python package, beside this Python.
    programs = f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"
    subprocess.run(  # noqa: S603 - our own files
        [
            settings.NODE_MODULES / ".bin" / "esbuild",
            *files,
            "--minify",
            *options,
            "--log-level=warning",
            "--allow-overwrite",
            f"--outdir={settings.STATIC_ROOT}",
            f"--outbase={settings.STATIC_ROOT}",
        ],
        env={**os.environ, "PATH": programs},
        check=True,
    )
