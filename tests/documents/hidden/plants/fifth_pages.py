"""Leaks on pages, slides and sheets that the fourth set showed to be missed."""

from tests.documents.hidden.plants import opendocuments
from tests.documents.hidden.plants.parts import SECRET, Plant


def _slide(over):
    """Return a slide with words, and a shape over them."""
    words = (
        '<draw:frame svg:x="1cm" svg:y="2cm" svg:width="14cm" svg:height="1cm">'
        f"<draw:text-box><text:p>{SECRET}</text:p></draw:text-box></draw:frame>"
    )
    return opendocuments.open_document(
        "odp",
        f'<draw:page draw:name="page1">{words}{over}</draw:page>',
        styles='<style:style style:name="G" style:family="graphic">'
        '<style:graphic-properties draw:fill="solid" draw:fill-color="#ffffff"/>'
        "</style:style>",
    )


_PLACE = 'svg:x="0.5cm" svg:y="1cm" svg:width="16cm" svg:height="3cm"'


def _custom(form):
    return (
        f'<draw:custom-shape draw:style-name="G" {_PLACE}><draw:enhanced-geometry '
        f'draw:type="{form}"/></draw:custom-shape>'
    )


def planted():
    """Return the plants by their names."""
    made = {
        "odp: words under a picture": (
            "H1",
            "block",
            _slide(f'<draw:frame {_PLACE}><draw:image xlink:href="x"/></draw:frame>'),
        ),
        "odp: words under an empty box of text": (
            "H1",
            "block",
            _slide(
                f'<draw:frame draw:style-name="G" {_PLACE}><draw:text-box/>'
                "</draw:frame>"
            ),
        ),
        "odp: words under an ellipse of Office": (
            "H1",
            "block",
            _slide(_custom("ooxml-ellipse")),
        ),
    }
    return _plants(made)


def clean():
    """Return the counterparts with nothing to say."""
    made = {
        "odp: a hollow frame around words": _slide(_custom("ooxml-frame")),
    }
    return _plants({name: ("clean", "clean", one) for name, one in made.items()})


def _plants(made):
    return {
        name: Plant(kind, wanted, f"file.{name.partition(':')[0]}", content, *says)
        for name, (kind, wanted, content, *says) in made.items()
    }
