"""The bundles have what pages use."""

import re
from pathlib import Path

from foi.minified import BUNDLED

REPOSITORY = Path(__file__).resolve().parents[2]


def test_each_component_that_a_page_begins_is_in_the_bundle():
    bundled = (REPOSITORY / "foi/bundles/govuk.js").read_text()
    begun = {
        name
        for page in (REPOSITORY / "templates").rglob("*.html")
        for name in re.findall(r'data-module="govuk-([a-z-]+)"', page.read_text())
    }

    names = {"".join(map(str.capitalize, name.split("-"))) for name in begun}

    assert "Button" in names
    assert names - set(re.findall(r"\w+", bundled)) == set()


def test_what_scripts_import_from_tiptap_is_in_the_bundle():
    bundled = (REPOSITORY / "foi/bundles/tiptap.js").read_text()
    imported = {
        name
        for script in (REPOSITORY / "static/js").glob("*.js")
        for names in re.findall(
            r'import \{([^}]+)\} from "../vendor/tiptap.js"', script.read_text()
        )
        for name in re.findall(r"\w+", names)
    }
    exported = {
        name
        for names in re.findall(r"export \{([^}]+)\}", bundled)
        for name in re.findall(r"\w+", names)
    }

    assert imported == exported


def test_each_script_of_a_page_that_imports_others_becomes_one_file():
    importing = {
        name
        for page in (REPOSITORY / "templates").rglob("*.html")
        for name in re.findall(r'"(js/\w+\.js)"', page.read_text())
        if re.search(r"^(import|\}) ", (REPOSITORY / "static" / name).read_text(), re.M)
    }

    assert importing == BUNDLED
