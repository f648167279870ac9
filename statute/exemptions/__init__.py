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
from statute.exemptions.laws import named_in as law_named_in
from statute.exemptions.reading import Found, citations_in, grounds_in

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
    "law_named_in",
    "search",
]
