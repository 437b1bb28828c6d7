"""The shapes that the published XML schemas of Common Cartridge ask for, as far as we write them.

For each element: its children in order, and its attributes, `!` for those that must be there and
the values of those that have a list. In our words; cartridges of every kind of course were once
held against the schemas themselves (IMS CP 1.2, LOM and QTI 1.2.1 of the Common Cartridge).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

CP = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
ELSEWHERE = (
    "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation",
    "{http://www.w3.org/XML/1998/namespace}lang",
)
"""Attributes of other vocabularies, each on the elements that name it by its last part."""
ID = re.compile(r"[A-Za-z_][\w.-]*")
ADDRESS = re.compile(r"(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+", re.ASCII)

Shape = tuple[str, str]
"""Children and attributes; "text" for an element that holds words."""

QUESTIONS: Mapping[str, Shape] = {
    "questestinterop": ("assessment", "schemaLocation"),
    "assessment": ("qtimetadata? rubric? section", "ident! title! lang"),
    "qtimetadata": ("qtimetadatafield+", ""),
    "qtimetadatafield": ("fieldlabel fieldentry", "lang"),
    "fieldlabel": ("text", ""),
    "fieldentry": ("text", ""),
    "section": ("item+", "ident! title lang"),
    "item": ("itemmetadata? presentation? resprocessing* itemfeedback*", "ident! title lang"),
    "itemmetadata": ("qtimetadata+", ""),
    "presentation": ("(material|response_lid|response_str)+", "label lang"),
    "material": ("mattext+", "label lang"),
    "mattext": ("text", "texttype=text/plain|text/html lang"),
    "response_lid": ("material? render_choice material?", "ident! rcardinality=Single|Multiple"),
    "response_str": ("material? render_fib material?", "ident! rcardinality=Single"),
    "render_choice": ("(material|response_label)*", "shuffle=Yes|No minnumber maxnumber"),
    "render_fib": (
        "",
        "fibtype=Decimal|Integer|Scientific|String prompt=Box|Dashline rows columns",
    ),
    "response_label": ("(material|flow_mat)*", "ident! rshuffle=Yes|No"),
    "resprocessing": ("outcomes respcondition+", ""),
    "outcomes": ("decvar", ""),
    "decvar": ("", "varname!=SCORE vartype=Decimal|Integer minvalue maxvalue"),
    "respcondition": ("conditionvar setvar* displayfeedback*", "title continue=Yes|No"),
    "conditionvar": ("(and|other|varequal)+", ""),
    "and": ("(not|varequal)+", ""),
    "not": ("varequal+", ""),
    "other": ("", ""),
    "varequal": ("text", "respident! case=Yes|No"),
    "setvar": ("text", "varname=SCORE action=Set"),
    "displayfeedback": ("", "feedbacktype!=Response|Solution|Hint linkrefid!"),
    "itemfeedback": ("(flow_mat|material|solution|hint)+", "ident! title"),
    "flow_mat": ("(flow_mat|material)+", "class"),
    "hint": ("hintmaterial+", "feedbackstyle=Complete"),
    "solution": ("solutionmaterial+", "feedbackstyle=Complete"),
    "hintmaterial": ("(flow_mat+|material+)", ""),
    "solutionmaterial": ("(flow_mat+|material+)", ""),
}
MANIFEST: Mapping[str, Shape] = {
    "manifest": ("metadata organizations resources", "identifier! schemaLocation"),
    "metadata": ("schema schemaversion lom", ""),
    "schema": ("text", ""),
    "schemaversion": ("text", ""),
    "organizations": ("organization?", ""),
    "organization": ("title? item", "identifier! structure!=rooted-hierarchy"),
    "item": ("title? item*", "identifier! identifierref"),
    "title": ("text", ""),
    "resources": ("resource*", ""),
    "resource": (
        "file* dependency*",
        "identifier! type!=webcontent|imsqti_xmlv1p2/imscc_xmlv1p3/assessment href",
    ),
    "file": ("", "href!"),
    "dependency": ("", "identifierref!"),
}
DESCRIPTION: Mapping[str, Shape] = {
    "lom": ("(general|rights)*", ""),
    "general": ("(title|language|description|keyword)*", ""),
    "title": ("string*", ""),
    "description": ("string*", ""),
    "keyword": ("string*", ""),
    "rights": ("(copyrightAndOtherRestrictions|description)*", ""),
    "copyrightAndOtherRestrictions": ("value", ""),
    "language": ("text", ""),
    "string": ("text", "language"),
    "value": ("text", ""),
}
VOCABULARIES = {QTI: QUESTIONS, CP: MANIFEST, LOM: DESCRIPTION}


def name(element: Element) -> str:
    """Its name without the vocabulary."""
    return element.tag.rpartition("}")[2]


def misshapen(root: Element) -> Iterator[str]:
    """Elements whose children, attributes or words the schemas do not know so."""
    for element in root.iter():
        shapes = VOCABULARIES.get(element.tag.removesuffix(name(element)), {})
        if name(element) not in shapes:
            yield f"<{element.tag}> is unknown"
            continue
        children, attributes = shapes[name(element)]
        yield from _wrong_children(element, children)
        yield from _wrong_attributes(element, attributes)
    yield from _wrong_names(root)


def _wrong_children(element: Element, model: str) -> Iterator[str]:
    words = [element.text, *(child.tail for child in element)]
    if model == "text":
        model = ""
    elif any((word or "").strip() for word in words):
        yield f"<{name(element)}> holds words"
    pattern = re.sub(r"\w+", lambda m: f"(?:{m[0]};)", model).replace(" ", "")
    found = "".join(f"{name(child)};" for child in element)
    if not re.fullmatch(pattern, found):
        yield f"<{name(element)}> holds {found}"


def _wrong_attributes(element: Element, model: str) -> Iterator[str]:
    known = {}
    for told in model.split():
        wanted, _, values = told.partition("=")
        known[wanted.removesuffix("!")] = values
        if wanted.endswith("!") and wanted[:-1] not in element.attrib:
            yield f"<{name(element)}> lacks {wanted[:-1]}"
    for key, value in element.attrib.items():
        short = key.rpartition("}")[2] if key in ELSEWHERE else key
        if short not in known or (known[short] and value not in known[short].split("|")):
            yield f'<{name(element)}> has {key}="{value}"'


def _wrong_names(root: Element) -> Iterator[str]:
    """Of what is called by a name in a manifest: each once, and each that is referred to."""
    names = [value for x in root.iter() if (value := x.get("identifier")) is not None]
    yield from (f"{value} is no name" for value in names if not ID.fullmatch(value))
    yield from (f"{value} twice" for value, n in Counter(names).items() if n > 1)
    refers = {x.get("identifierref") for x in root.iter()} - {None, *names}
    yield from (f"{value} is nowhere" for value in refers)
    addresses = {x.get("href", "a") for x in root.iter()}
    yield from (f"{value} is no address" for value in addresses if not ADDRESS.fullmatch(value))
