"""Move the facts of citations to their new place, and show what was left unsaid.

- The opinion's day and the estimate become facts.
- A citation with no reasons gave those of an earlier citation of the same provision. It
  now says so, where an officer sees and can undo it.
- A purpose (FOIA s.31(2), FOISA s.35(2)) cited beside its exemption becomes a fact of
  that exemption. Its reason, if it had one, follows the exemption's.

Going back restores the columns. Purposes stay facts, which the old code does not read.
"""

from decimal import Decimal

from django.db import migrations

_TEXTS = ("why_applies", "harm", "factors_for", "factors_against", "balance")
_SERVED = {
    "FOIA 31(2)(": ("FOIA 31(1)(g)", "FOIA 31(1)(h)", "FOIA 31(1)(i)"),
    "FOISA 35(2)(": ("FOISA 35(1)(g)", "FOISA 35(1)(h)"),
}


def forward(apps, schema_editor):
    citations = apps.get_model("responses", "Citation").objects
    _move_columns(citations)
    _name_purposes(citations)
    _show_sharing(citations)


def _move_columns(citations):
    for citation in citations.all().iterator():
        facts = {}
        if citation.opinion_on:
            facts["opinion_on"] = citation.opinion_on.isoformat()
        if citation.estimate_hours:
            facts["hours"] = f"{citation.estimate_hours.normalize():f}"
        if citation.estimate_method:
            facts["estimate_method"] = citation.estimate_method
        if facts:
            citations.filter(pk=citation.pk).update(facts=facts)


def _name_purposes(citations):
    for start, exemptions in _SERVED.items():
        for purpose in citations.filter(provision_key__startswith=start):
            served = citations.filter(
                answer=purpose.answer_id,
                statement=purpose.statement_id,
                provision_key__in=exemptions,
            )
            for citation in served:
                named = [*citation.facts.get("purposes", ()), purpose.provision_key]
                citation.facts["purposes"] = named
                reasons = filter(None, [citation.why_applies, purpose.why_applies])
                citation.why_applies = "\n".join(reasons)
                citation.save(update_fields=["facts", "why_applies"])
            if served:
                purpose.delete()


def _show_sharing(citations):
    """Say outright which citations share the reasons of another."""
    first = {}
    rows = citations.filter(answer__isnull=False).select_related("answer")
    for citation in rows.order_by("answer__answered_questions__question__order", "pk"):
        key = (citation.answer.foi_request_id, citation.provision_key)
        if any(getattr(citation, name) for name in _TEXTS):
            first.setdefault(key, citation)
        elif key in first and first[key].pk != citation.pk:
            citations.filter(pk=citation.pk).update(same_as=first[key].pk)


def backward(apps, schema_editor):
    citations = apps.get_model("responses", "Citation").objects
    for citation in citations.all().iterator():
        facts = citation.facts
        hours = [
            Decimal(value) for name, value in facts.items() if name.startswith("hours")
        ]
        citations.filter(pk=citation.pk).update(
            opinion_on=facts.get("opinion_on"),
            estimate_hours=sum(hours) if hours else None,
            estimate_method=facts.get("estimate_method", ""),
        )


class Migration(migrations.Migration):
    dependencies = [("responses", "0005_state_the_facts_of_answers")]

    operations = [migrations.RunPython(forward, backward)]
