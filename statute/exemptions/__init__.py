"""Find the provisions an answer relies on: FOIA Part II and its equivalents."""

from statute.exemptions.catalogue import (
    PROVISIONS,
    Basis,
    ExemptionClass,
    HarmStatement,
    Kind,
    Provision,
    PublicInterestTest,
    UnknownProvision,
    get,
)
from statute.exemptions.finding import find, search
from statute.exemptions.laws import laws_named_in
from statute.exemptions.reading import (
    citations_in,
    grounds_in,
    no_such_provisions_in,
)
from statute.exemptions.resolving import Found

__all__ = [
    "PROVISIONS",
    "Basis",
    "ExemptionClass",
    "Found",
    "HarmStatement",
    "Kind",
    "Provision",
    "PublicInterestTest",
    "UnknownProvision",
    "citations_in",
    "find",
    "get",
    "grounds_in",
    "laws_named_in",
    "no_such_provisions_in",
    "search",
]
