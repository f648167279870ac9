"""Check that a letter relies on a limb, not on the number that stands for several."""

from collections.abc import Iterator

from statute.notices.drafts import Finding, NoticeDraft, block


def limb_chosen(draft: NoticeDraft) -> Iterator[Finding]:
    """Require the limb, where a number such as section 40(2) has several.

    Source: FOIA 2000 s.17(1)(b); FOISA 2002 s.16(1)(c); EIR 2004 reg 14(3)(a).
    """
    for _, provision in draft.known_grounds:
        if provision.is_umbrella:
            offered = ", ".join(limb.short_citation for limb in provision.limbs)
            yield block(
                "limb_not_chosen",
                f"{provision.citation} has several limbs. Choose one: {offered}.",
                "FOIA s.17(1)(b); FOISA s.16(1)(c); EIR reg 14(3)(a); EISR reg 13(b)",
                provision.key,
            )


CHECKS = (limb_chosen,)
