"""Every letter, in either language, reads back to the provisions it was made from."""

import pytest
from django.db.models import Q

from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.text import text_of
from responses.models import Citation
from responses.procedural.kinds.catalogue import compose_procedural
from statute.exemptions import citations_in, no_such_provisions_in
from tests.responses import kinds, procedural_letters


def read_in(text):
    assert no_such_provisions_in(text) == []
    return {
        provision.key for found in citations_in(text) for provision in found.provisions
    }


def relied_on(foi_request):
    of_request = Q(answer__foi_request=foi_request) | Q(
        statement__foi_request=foi_request
    )
    return set(
        Citation.objects.filter(of_request).values_list("provision_key", flat=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize(("kind", "regime"), kinds.EVERY_KIND)
def test_a_letter_reads_back_to_the_provisions_it_was_made_from(kind, regime, language):
    foi_request = kinds.KINDS[kind][0](regime, language=language)

    text = text_of(page_of(compose(foi_request, on=kinds.ON)))

    assert relied_on(foi_request) <= read_in(text)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "regime"), procedural_letters.EVERY_PROCEDURAL_LETTER)
def test_a_welsh_letter_that_moves_the_clock_reads_as_the_english_does(kind, regime):
    read = []
    for language in ["cy", "en"]:
        foi_request = procedural_letters.request(regime, language=language)
        details = procedural_letters.details_of(kind, regime)
        content = compose_procedural(
            foi_request, kind=kind, details=details, on=procedural_letters.ON
        )
        read.append(read_in(text_of(page_of(content))))

    assert read[0] == read[1]
