"""Find the pictures of a PDF page that are shown in part, and kept whole."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image, ImageStat
from pypdfium2 import raw

from documents.hidden.areas import Area
from documents.hidden.findings import Finding, block, counted, warn
from documents.hidden.pdf.drawing import scale_of

_DEEPEST = 12
_MOST_PICTURES = 8  # of a page, compared with their covers
_MOST_COVERS = 400
_MOST_CLIPS = 100  # of one object
_MOST_COMPARED = 500_000  # pairs of a picture and what lies over it
_LEAST_POINTS = 4  # of a cover, or of a part cut away
_LEAST_SHARE = 0.02  # of a picture, covered
_SHOWN_SHARE = 0.9  # of a picture: less is a picture cut
_LEAST_DETAIL = 12.0  # of 255: the spread of shades where there is something to see
_FLAT = 5.0
_TINY = 3.0  # points
_LABEL = re.compile(
    r"\W*(?:redact\w*|withheld|removed|exempt\w*|s\.?\s?\d+\w*|[\W\d]*)*\W*", re.I
)


@dataclass(slots=True)
class _Object:
    handle: Any
    is_picture: bool
    area: Area  # from the bottom left, as PDFs reckon: top is below bottom
    shown: Area
    matrix: raw.FS_MATRIX


def look_at_images(page: pypdfium2.PdfPage, place: str) -> Iterator[Finding]:
    """Yield the pictures of a page that boxes cover, or that are cut."""
    bounds = Area(*page.get_bbox())
    objects = list(_objects(page, _identity(), bounds, 0))
    pictures = [number for number, one in enumerate(objects) if one.is_picture]
    if not pictures:
        return
    cut = [number for number in pictures if _is_cut(objects[number])]
    if cut:
        yield block(
            "cropped_picture",
            place,
            f"{counted(len(cut), 'picture')} shown in part, or not at all, but kept "
            "whole. Cut the picture itself, and put it in afresh.",
        )
    compared, beneath = 0, []
    for number in pictures:
        compared += len(objects) - number
        if compared > _MOST_COMPARED:
            yield warn(
                "too_many_pictures",
                place,
                "It has more pictures and shapes than this check can compare. Make "
                "sure that no shape hides a part of a picture.",
            )
            break
        if covers := _covers(objects, number):
            beneath.append((objects[number], covers))
        if len(beneath) == _MOST_PICTURES:
            break
    whole = _drawn(page) if beneath else None
    text = page.get_textpage() if beneath else None
    covered = sum(
        _is_covered(page, text, objects, picture, covers, whole, bounds)
        for picture, covers in beneath
        if whole is not None and text is not None
    )
    if covered:
        yield block(
            "covered_picture",
            place,
            f"{counted(covered, 'picture')} covered in part by something drawn over "
            "them, but kept whole. Redact the picture itself.",
        )


def _objects(
    within: Any, outer: raw.FS_MATRIX, shown: Area, depth: int
) -> Iterator[_Object]:
    """Yield the pictures, shapes and shades of a page in the order drawn."""
    if depth > _DEEPEST:
        return
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if depth
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(count(within)):
        handle = get(within, number)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(handle, matrix)
        clip = _clipped(handle, outer, shown)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _objects(handle, _times(matrix, outer), clip, depth + 1)
            continue
        raw.FPDFPageObj_GetBounds(handle, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        area = _moved(
            [(left, bottom), (right, bottom), (left, top), (right, top)], outer
        )
        yield _Object(
            handle, kind == raw.FPDF_PAGEOBJ_IMAGE, area, clip, _times(matrix, outer)
        )


def _clipped(handle: Any, outer: raw.FS_MATRIX, shown: Area) -> Area:
    """Return what the clipping of an object leaves of an area."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    paths = max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0
    for number in range(min(paths, _MOST_CLIPS)):
        points = []
        for at in range(max(raw.FPDFClipPath_CountPathSegments(clip, number), 0)):
            segment = raw.FPDFClipPath_GetPathSegment(clip, number, at)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            shown = shown.overlap(_moved(points, outer)) or Area(0, 0, 0, 0)
    return shown


def _is_cut(one: _Object) -> bool:
    """Whether a good part of a picture is cut away that has something to see."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(one.handle, width, height)
    if min(width.value, height.value) < 16 or not one.area.width or not one.area.height:
        return False
    if min(one.area.width, one.area.height) < _TINY:
        return min(width.value, height.value) > 50 and _detail(one) > _LEAST_DETAIL
    common = one.area.overlap(one.shown)
    if common is None:
        return _detail(one) > _LEAST_DETAIL
    share = common.width * common.height / (one.area.width * one.area.height)
    lost = max(
        one.area.width - common.width,
        one.area.height - common.height,
    )
    return (
        share < _SHOWN_SHARE
        and lost > _LEAST_POINTS
        and (_detail(one, common) > _LEAST_DETAIL)
    )


def _detail(one: _Object, shown: Area | None = None) -> float:
    """Return the spread of shades of a picture, or of the part that is not shown."""
    bitmap = raw.FPDFImageObj_GetBitmap(one.handle)
    if not bitmap:
        return 255.0
    image = pypdfium2.PdfBitmap.from_raw(bitmap).to_pil().convert("L").resize((64, 64))
    upright = one.matrix.b == one.matrix.c == 0 and one.matrix.a > 0 < one.matrix.d
    if shown is not None and upright:
        mask = Image.new("L", (64, 64), 255)
        across, down = 64 / one.area.width, 64 / one.area.height
        mask.paste(
            0,
            (
                round((shown.left - one.area.left) * across),
                round((one.area.bottom - shown.bottom) * down),
                round((shown.right - one.area.left) * across),
                round((one.area.bottom - shown.top) * down),
            ),
        )
        if not mask.getbbox():
            return 0.0
        return float(ImageStat.Stat(image, mask).stddev[0])
    return float(ImageStat.Stat(image).stddev[0])


def _covers(objects: list[_Object], number: int) -> list[Area]:
    """Return the parts of a picture with something drawn over them."""
    picture, covers = objects[number], []
    least = _LEAST_SHARE * picture.area.width * picture.area.height
    for one in objects[number + 1 :]:
        common = picture.area.overlap(one.area)
        common = common.overlap(picture.shown) if common is not None else None
        if common is None or min(common.width, common.height) < _LEAST_POINTS:
            continue
        if common.width * common.height >= least:
            covers.append(common)
    return covers


def _is_covered(
    page: pypdfium2.PdfPage,
    text: pypdfium2.PdfTextPage,
    objects: list[_Object],
    picture: _Object,
    covers: list[Area],
    whole: Image.Image,
    bounds: Area,
) -> bool:
    """Whether something flat, without words, lies over a part with something to see."""
    alone = _drawn(page, hide=[one.handle for one in objects if one is not picture])
    scale = scale_of(page)
    for common in covers[:_MOST_COVERS]:
        box = (
            round((common.left - bounds.left) * scale) + 2,
            round((bounds.bottom - common.bottom) * scale) + 2,
            round((common.right - bounds.left) * scale) - 2,
            round((bounds.bottom - common.top) * scale) - 2,
        )
        if box[2] - box[0] < 3 or box[3] - box[1] < 3:
            continue
        over, under = whole.crop(box), alone.crop(box)
        is_lost = _spread(over) < _FLAT and _spread(under) > _LEAST_DETAIL
        if is_lost and not _has_words(text, common):
            return True
    return False


def _spread(image: Image.Image) -> float:
    return max(ImageStat.Stat(image).stddev)


def _drawn(page: pypdfium2.PdfPage, hide: list[Any] | None = None) -> Image.Image:
    """Return the page without its words, and without some of its objects."""
    texts = [
        one.raw
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST)
    ]
    away = texts + (hide or [])
    for one in away:
        raw.FPDFPageObj_SetIsActive(one, False)
    drawn: Image.Image = (
        page.render(scale=scale_of(page), draw_annots=hide is None)
        .to_pil()
        .convert("RGB")
    )
    for one in away:
        raw.FPDFPageObj_SetIsActive(one, True)
    return drawn


def _has_words(text: pypdfium2.PdfTextPage, area: Area) -> bool:
    words = text.get_text_bounded(
        left=area.left, bottom=area.top, right=area.right, top=area.bottom
    )
    return not _LABEL.fullmatch(words)


def _identity() -> raw.FS_MATRIX:
    return raw.FS_MATRIX(1, 0, 0, 1, 0, 0)


def _times(one: raw.FS_MATRIX, other: raw.FS_MATRIX) -> raw.FS_MATRIX:
    return raw.FS_MATRIX(
        one.a * other.a + one.b * other.c,
        one.a * other.b + one.b * other.d,
        one.c * other.a + one.d * other.c,
        one.c * other.b + one.d * other.d,
        one.e * other.a + one.f * other.c + other.e,
        one.e * other.b + one.f * other.d + other.f,
    )


def _moved(points: list[tuple[float, float]], matrix: raw.FS_MATRIX) -> Area:
    """Return what lies around points after a change of place."""
    xs = [matrix.a * x + matrix.c * y + matrix.e for x, y in points]
    ys = [matrix.b * x + matrix.d * y + matrix.f for x, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))
