"""Equations in Office's markup (OMML) → a line of text: "F=450", "x²", "(a+b)/2"."""

import re

from lxml import etree

from index.load.superscripts import as_read

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation(element: etree._Element) -> str:
    """The characters of an equation, its fractions, powers, roots and brackets written in line."""
    match str(element.tag).removeprefix(MATH):
        case "t":
            return element.text or ""
        case "f":
            return f"{bracketed(part(element, 'num'))}/{bracketed(part(element, 'den'))}"
        case "sSup":
            return bracketed(part(element, "e")) + power(part(element, "sup"))
        case "sSub":
            return part(element, "e") + index(part(element, "sub"))
        case "sSubSup":
            return part(element, "e") + index(part(element, "sub")) + power(part(element, "sup"))
        case "rad":
            return f"{as_read(part(element, 'deg'), '')}√{bracketed(part(element, 'e'))}"
        case "nary":
            bounds = index(part(element, "sub")) + power(part(element, "sup"))
            return f"{sign(element, 'chr', '∫')}{bounds} {part(element, 'e')}"
        case "d":
            inner = sign(element, "sepChr", "|").join(map(equation, element.iterfind(f"{MATH}e")))
            return sign(element, "begChr", "(") + inner + sign(element, "endChr", ")")
        case "mr" | "eqArr":
            return " ".join(map(equation, element.iterfind(f"{MATH}e")))
        case "m":
            return "; ".join(map(equation, element.iterfind(f"{MATH}mr")))
        case _:
            return "".join(map(equation, element.iterchildren(etree.Element)))


def part(element: etree._Element, name: str) -> str:
    """The text of an element's child of that name."""
    child = element.find(f"{MATH}{name}")
    return "" if child is None else equation(child).strip()


def sign(element: etree._Element, name: str, usual: str) -> str:
    """The character that an element's properties name, or the usual one."""
    child = element.find(f"{MATH}{element.tag.rpartition('}')[2]}Pr/{MATH}{name}")
    return usual if child is None else child.get(f"{MATH}val", usual)


def bracketed(words: str) -> str:
    """Words that are one sign or number, or else in brackets."""
    return words if re.fullmatch(r"[\w.,]*|\(.*\)", words) else f"({words})"


def power(words: str) -> str:
    """What is raised: "²", "^(n+1)"."""
    raised = as_read(words, "")
    return raised if raised != words or not words else f"^{bracketed(words)}"


def index(words: str) -> str:
    """What is lowered: "_max"."""
    return f"_{bracketed(words)}" if words else ""
