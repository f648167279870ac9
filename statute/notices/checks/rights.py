"""Check that a letter which claims or refuses anything says how to complain."""

from collections.abc import Iterator

from statute.notices.drafts import Finding, NoticeDraft, block

_RIGHTS = ("internal_review", "regulator_right")


def rights_with_claims(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the rights to complain in every letter that relies on a provision.

    What the letter is called makes no difference: a fees notice or a request for
    clarification may refuse as well. The grounds of answers ask for these parts
    themselves.

    Source: FOIA 2000 s.17(7); FOISA 2002 s.19; EIR 2004 reg 14(5); EISR 2004 reg
    13(e).
    """
    if draft.questions:
        return
    cited = [one.short_citation for _, one in draft.known_grounds if one.is_ground]
    if cited and not all(map(draft.contains, _RIGHTS)):
        yield block(
            "claim_without_rights",
            f"The letter relies on {cited[0]}, but does not say how to complain.",
            "FOIA s.17(7); FOISA s.19; EIR reg 14(5); EISR reg 13(e)",
        )


CHECKS = (rights_with_claims,)
