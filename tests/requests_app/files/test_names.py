"""The names of enclosures are made safe."""

import pytest

from requests_app.files.names import safe_name


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("C:\\Users\\jo\\Desktop\\figures.csv", "figures.csv"),
        ("../../etc/passwd", "passwd"),
        ("fig\u202egpj.csv", "figgpj.csv"),
        ("a\x00b\nc.csv", "a b c.csv"),
        ('cost "per" head?.csv', "cost -per- head-.csv"),
        ("CON.csv", "file CON.csv"),
        (".csv", "csv"),
        ("Résumé.PDF", "Résumé.pdf"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_is_made_safe(given, taken):
    assert safe_name(given) == taken
