"""List the grounds that are not exemptions, such as cost or a vexatious request.

Each function returns one law's provisions for one purpose, by key, from the same
catalogue as the exemptions. Where a law has no such provision, the result is empty. The
Environmental Regulations have no limit on cost and no rule on repeated requests; their
ground for all three is "manifestly unreasonable".
"""

from collections.abc import Mapping
from types import MappingProxyType

from statute import exemptions
from statute.exemptions import Provision
from statute.regimes import Regime

Provisions = Mapping[str, Provision]


def _of(regime: Regime, *sections: str) -> Provisions:
    found = (exemptions.get(f"{regime} {section}") for section in sections)
    return MappingProxyType({provision.key: provision for provision in found})


_NONE = _of(Regime.FOIA)
_UNREASONABLE = {
    Regime.EIR: _of(Regime.EIR, "12(4)(b)"),
    Regime.EISR: _of(Regime.EISR, "10(4)(b)"),
}
_COST = {
    Regime.FOIA: _of(Regime.FOIA, "12(1)", "12(2)"),
    Regime.FOISA: _of(Regime.FOISA, "12(1)", "12(2)"),
    **_UNREASONABLE,
}
_VEXATIOUS = {
    Regime.FOIA: _of(Regime.FOIA, "14(1)"),
    Regime.FOISA: _of(Regime.FOISA, "14(1)"),
    **_UNREASONABLE,
}
_REPEATED = {
    Regime.FOIA: _of(Regime.FOIA, "14(2)"),
    Regime.FOISA: _of(Regime.FOISA, "14(2)"),
    **_UNREASONABLE,
}
_NOT_HELD = {
    Regime.FOIA: _of(Regime.FOIA, "1(1)"),
    Regime.FOISA: _of(Regime.FOISA, "17(1)"),
    Regime.EIR: _of(Regime.EIR, "12(4)(a)"),
    Regime.EISR: _of(Regime.EISR, "10(4)(a)"),
}
_ACCESSIBLE = {
    Regime.FOIA: _of(Regime.FOIA, "21(1)"),
    Regime.FOISA: _of(Regime.FOISA, "25(1)"),
    Regime.EIR: _of(Regime.EIR, "6(1)(b)"),
    Regime.EISR: _of(Regime.EISR, "6(1)(b)"),
}
_UNCLEAR = {
    Regime.FOIA: _of(Regime.FOIA, "1(3)"),
    Regime.FOISA: _of(Regime.FOISA, "1(3)"),
    Regime.EIR: _of(Regime.EIR, "12(4)(c)"),
    Regime.EISR: _of(Regime.EISR, "10(4)(c)"),
}
_OWN_DATA = {
    Regime.FOIA: _of(Regime.FOIA, "40(1)"),
    Regime.FOISA: _of(Regime.FOISA, "38(1)(a)"),
    Regime.EIR: _of(Regime.EIR, "5(3)"),
    Regime.EISR: _of(Regime.EISR, "11(1)"),
}
_UNPAID = {
    Regime.FOIA: _of(Regime.FOIA, "9(2)"),
    Regime.EIR: _of(Regime.EIR, "8(5)"),
}
_INVALID = {Regime.FOIA: _of(Regime.FOIA, "8(1)")}


def cost(regime: Regime) -> Provisions:
    """Return the grounds for refusing on cost (FOIA s.12, FOISA s.12)."""
    return _COST.get(regime, _NONE)


def vexatious(regime: Regime) -> Provisions:
    """Return the ground for refusing a vexatious request (FOIA and FOISA s.14(1))."""
    return _VEXATIOUS.get(regime, _NONE)


def repeated(regime: Regime) -> Provisions:
    """Return the ground for refusing a repeated request (FOIA and FOISA s.14(2))."""
    return _REPEATED.get(regime, _NONE)


def not_held(regime: Regime) -> Provisions:
    """Return the provision for information not held.

    Under FOIA this is not a refusal but a statement under s.1(1)(a).
    """
    return _NOT_HELD.get(regime, _NONE)


def accessible_elsewhere(regime: Regime) -> Provisions:
    """Return the ground for accessible information (FOIA s.21, FOISA s.25)."""
    return _ACCESSIBLE.get(regime, _NONE)


def unclear(regime: Regime) -> Provisions:
    """Return the provision for a request too unclear to answer."""
    return _UNCLEAR.get(regime, _NONE)


def own_data(regime: Regime) -> Provisions:
    """Return the provision for the requester's own personal data.

    Such a request is valid. It is answered under this provision, and goes on as a
    request for subject access.
    """
    return _OWN_DATA.get(regime, _NONE)


def unpaid(regime: Regime) -> Provisions:
    """Return the provision that ends a request if its fee was not paid in time."""
    return _UNPAID.get(regime, _NONE)


def invalid(regime: Regime) -> Provisions:
    """Return the provision for an invalid request (FOIA s.8)."""
    return _INVALID.get(regime, _NONE)
