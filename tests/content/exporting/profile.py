"""What the rules of Common Cartridge 1.3 ask beside its schemas (`shapes`), as far as we write it.

The numbers are those of its Schematron. In our words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.content.exporting.shapes import CP, QTI, misshapen, name

WEB, ASSESSMENT = "webcontent", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
SINGLE, PAIR, MULTIPLE = (
    f"cc.{name}.v0p1" for name in ("multiple_choice", "true_false", "multiple_response")
)
WORDS, ESSAY = "cc.fib.v0p1", "cc.essay.v0p1"


def fields(parent: Element) -> dict[str, str]:
    """The labelled facts of an assessment or an item."""
    found = parent.findall(f"{QTI}qtimetadata/{QTI}qtimetadatafield")
    return {f.findtext(f"{QTI}fieldlabel", ""): f.findtext(f"{QTI}fieldentry", "") for f in found}


def wrong_in_questions(root: Element) -> list[str]:
    """Everything that keeps an assessment from the profile."""
    (assessment,) = root.findall(f"{QTI}assessment")
    wrong, facts = list(misshapen(root)), fields(assessment)
    if (facts["cc_profile"], facts["qmd_assessmenttype"]) != ("cc.exam.v0p1", "Examination"):
        wrong.append("1: no examination")
    if facts["cc_maxattempts"] not in {"1", "2", "3", "4", "5", "unlimited"}:
        wrong.append(f"1i: {facts['cc_maxattempts']} attempts")
    items = assessment.findall(f"{QTI}section/{QTI}item")
    twice = [i for i, n in Counter(item.get("ident") for item in items).items() if n > 1]
    wrong += [f"13a: {ident} twice" for ident in twice]
    return wrong + [f"{item.get('ident')} {told}" for item in items for told in _wrong_item(item)]


def _wrong_item(item: Element) -> Iterator[str]:
    facts = fields(item.findall(f"{QTI}itemmetadata")[0])
    if not facts["cc_weighting"].isdigit() or not 0 < int(facts["cc_weighting"]) < 100:
        yield f"2c: weighs {facts['cc_weighting']}"
    labels = [x.get("ident") for x in item.iter(f"{QTI}response_label")]
    profile = facts["cc_profile"]
    chosen = {SINGLE: range(3, 99), PAIR: range(2, 3), MULTIPLE: range(2, 99)}
    if profile not in {*chosen, WORDS, ESSAY}:
        yield f"2b: {profile}"
    if profile in chosen and len(labels) not in chosen[profile]:
        yield f"3d, 4d, 5d: {len(labels)} labels"
    kind = "response_lid" if profile in chosen else "response_str"
    if [name(x) for x in item.find(f"{QTI}presentation") or ()] != ["material", kind]:
        yield "3b, 4b, 5b, 6a, 8a: answered otherwise"
    yield from _wrong_answers(item, profile, labels)
    yield from _wrong_feedback(item)


def _wrong_answers(item: Element, profile: str, labels: list[str | None]) -> Iterator[str]:
    equal = list(item.iter(f"{QTI}varequal"))
    asked = {x.get("ident") for x in item.iter() if name(x) in ("response_lid", "response_str")}
    if {x.get("respident") for x in equal} - asked:
        yield "3e, 4e, 5e, 6c: asks for the answer to another question"
    if labels and {x.text for x in equal} - set(labels):
        yield "9a: names a label that is not there"
    if (profile == ESSAY) == bool(equal):
        yield "8c: an essay has no key, and everything else has one"
    if profile == ESSAY and fields(item[0])["qmd_computerscored"] != "No":
        yield "8f: an essay is read by a person"
    many = [x.get("rcardinality") for x in item.iter(f"{QTI}response_lid")]
    if many and many != ["Multiple" if profile == MULTIPLE else "Single"]:
        yield "3a, 4a, 5a: cardinality"


def _wrong_feedback(item: Element) -> Iterator[str]:
    shown = {
        (x.get("feedbacktype"), x.get("linkrefid")) for x in item.iter(f"{QTI}displayfeedback")
    }
    told = {str(x.get("ident")): name(x[0]) for x in item.iter(f"{QTI}itemfeedback")}
    kinds = {"hint": "Hint", "solution": "Solution", "flow_mat": "Response"}
    if shown != {(kinds[kind], ident) for ident, kind in told.items()}:
        yield "10 to 12: what is told and what is shown differ"
    if {ident for ident, kind in told.items() if kind in ("hint", "solution")} - {
        "hint",
        "solution",
    }:
        yield "10a, 11a: a hint or solution is called otherwise"


def wrong_in_manifest(root: Element, held: set[str]) -> list[str]:
    """Everything that keeps a manifest from the profile; `held` are the archive's paths."""
    wrong = list(misshapen(root))
    told = [root.findtext(f"{CP}metadata/{CP}{x}") for x in ("schema", "schemaversion")]
    if told != ["IMS Common Cartridge", "1.3.0"]:
        wrong.append(f"says it is {told}")
    resources = {r.get("identifier"): r for r in root.iter(f"{CP}resource")}
    files = [f.get("href") for f in root.iter(f"{CP}file")]
    if sorted(map(str, files)) != sorted(held):
        wrong.append(f"files and list differ: {set(files) ^ held}")
    wrong += [told for r in resources.values() for told in _wrong_resource(r, resources)]
    return wrong + list(_wrong_contents(root, resources))


def _wrong_resource(resource: Element, resources: dict[str | None, Element]) -> Iterator[str]:
    kind, files = resource.get("type"), resource.findall(f"{CP}file")
    needs = [d.get("identifierref") for d in resource.findall(f"{CP}dependency")]
    if kind == ASSESSMENT and ("href" in resource.attrib or len(files) != 1):
        yield "3a to 3c: an assessment is one file, and has no href"
    if kind == WEB and resource.get("href") not in [f.get("href") for f in files]:
        yield "5g, 10: no file for the href"
    if any(resources[need].get("type") != WEB for need in needs):
        yield "3, 5: needs what it may not"
    if resource.get("identifier") in needs or len(set(needs)) < len(needs):
        yield "7: needs itself, or something twice"


def _wrong_contents(root: Element, resources: dict[str | None, Element]) -> Iterator[str]:
    (organization,) = root.iter(f"{CP}organization")
    (top,) = organization
    if organization.get("structure") != "rooted-hierarchy" or top.find(f"{CP}title") is not None:
        yield "the root has a title, or is no root"
    for item in list(top.iter(f"{CP}item"))[1:]:
        if item.find(f"{CP}title") is None:
            yield f"{item.get('identifier')} has no title"
        refers = item.get("identifierref")
        if refers is not None and (refers not in resources or item.find(f"{CP}item") is not None):
            yield "8b: leads nowhere, or holds others"
