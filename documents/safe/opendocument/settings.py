"""Keep the settings by which a program breaks lines and pages, and no other."""

from xml.etree.ElementTree import Element, SubElement, register_namespace

from documents.hidden.packages import attribute, find_all
from documents.safe.opendocument.cleaning import tag

_CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
register_namespace("config", _CONFIG)
_NAME = "ooo:configuration-settings"
# Each is yes or no.
_KEPT = frozenset(
    {
        "AddExternalLeading",
        "AddFrameOffsets",
        "AddParaLineSpacingToTableCells",
        "AddParaSpacingToTableCells",
        "AddParaTableSpacing",
        "AddParaTableSpacingAtStart",
        "AddVerticalFrameOffsets",
        "AlignTabStopPosition",
        "ApplyParagraphMarkFormatToNumbering",
        "AutoFirstLineIndentDisregardLineSpace",
        "BackgroundParaOverDrawings",
        "ClipAsCharacterAnchoredWriterFlyFrames",
        "CollapseEmptyCellPara",
        "ConsiderTextWrapOnObjPos",
        "ContinuousEndnotes",
        "DisableOffPagePositioning",
        "DoNotCaptureDrawObjsOnPage",
        "DoNotJustifyLinesWithManualBreak",
        "DoNotResetParaAttrsForNumFont",
        "FloattableNomargins",
        "FootnoteInColumnToPageEnd",
        "FrameAutowidthWithMorePara",
        "GutterAtTop",
        "HeaderSpacingBelowLastPara",
        "IgnoreFirstLineIndentInNumbering",
        "IgnoreTabsAndBlanksForLineCalculation",
        "InvertBorderSpacing",
        "IsKernAsianPunctuation",
        "MathBaselineAlignment",
        "MsWordCompMinLineHeightByFly",
        "MsWordCompTrailingBlanks",
        "NoNumberingShowFollowBy",
        "OutlineLevelYieldsNumbering",
        "PropLineSpacingShrinksFirstLine",
        "StylesNoDefault",
        "SubtractFlysAnchoredAtFlys",
        "SurroundTextWrapSmall",
        "TabAtLeftIndentForParagraphsInList",
        "TabOverMargin",
        "TabOverSpacing",
        "TabOverflow",
        "TableRowKeep",
        "TabsRelativeToIndent",
        "TreatSingleColumnBreakAsPageBreak",
        "UnbreakableNumberings",
        "UnxForceZeroExtLeading",
        "UseFormerLineSpacing",
        "UseFormerObjectPositioning",
        "UseFormerTextWrapping",
        "UseOldNumbering",
        "UseOldPrinterMetrics",
        "ClippedPictures",
        "EmptyDbFieldHidesPara",
        "WordLikeWrapForAsCharFlys",
    }
)
_CHOICES = {
    "PrinterIndependentLayout": {
        "enabled",
        "disabled",
        "low-resolution",
        "high-resolution",
    }
}


def settled(settings: Element | None) -> Element | None:
    """Return the settings of lines and pages; None for none."""
    if settings is None:
        return None
    root = Element(tag("office", "document-settings"))
    root.set(tag("office", "version"), "1.3")
    root.set("xmlns:ooo", "http://openoffice.org/2004/office")  # of the name of the set
    body = SubElement(root, tag("office", "settings"))
    kept = SubElement(body, f"{{{_CONFIG}}}config-item-set", {_key("name"): _NAME})
    for one in find_all(settings, "config-item"):
        name, value = attribute(one, "name"), (one.text or "").strip()
        is_answer = name in _KEPT and value in {"true", "false"}
        if is_answer or value in _CHOICES.get(name, ()):
            kind = "boolean" if is_answer else "string"
            named = {_key("name"): name, _key("type"): kind}
            SubElement(kept, f"{{{_CONFIG}}}config-item", named).text = value
    return root


def _key(name: str) -> str:
    return f"{{{_CONFIG}}}{name}"
