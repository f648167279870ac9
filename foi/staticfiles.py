"""Serve only the files of npm packages that pages use."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

# The name used by pages → the file in the package.
PACKAGE_FILES = {
    "vendor/govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "vendor/govuk-frontend.min.css.map": (
        "govuk-frontend/dist/govuk/govuk-frontend.min.css.map"
    ),
    "vendor/moj-frontend.min.css": (
        "@ministryofjustice/frontend/moj/moj-frontend.min.css"
    ),
    "vendor/moj-frontend.min.css.map": (
        "@ministryofjustice/frontend/moj/moj-frontend.min.css.map"
    ),
    # Made by `npm run build` from foi/bundles.
    "vendor/govuk.js": ".bundles/govuk.js",
    "vendor/tiptap.js": ".bundles/tiptap.js",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    **{
        f"vendor/source-sans-3-{subset}-{weight}-{style}.woff2": (
            f"@fontsource/source-sans-3/files/"
            f"source-sans-3-{subset}-{weight}-{style}.woff2"
        )
        for subset in ("latin", "latin-ext")
        for weight, style in ((400, "normal"), (400, "italic"), (700, "normal"))
    },
}


class PackageFinder(BaseFinder):
    """Find the files named in PACKAGE_FILES under node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.NODE_MODULES)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the location of `path`, or nothing."""
        found = PACKAGE_FILES.get(path)
        full = Path(settings.NODE_MODULES, found) if found else None
        if full is None or not full.exists():
            return [] if find_all else None
        return [str(full)] if find_all else str(full)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """Yield each file with a storage that opens it under its page's name."""
        for name, published in PACKAGE_FILES.items():
            yield name, _OneFile(settings.NODE_MODULES / published)


class _OneFile(FileSystemStorage):
    """A storage with the same single file under every name."""

    prefix = ""

    def __init__(self, file: Path) -> None:
        super().__init__(location=file.parent)
        self._file = file

    def path(self, name: str) -> str:
        return str(self._file)
