"""Equations in Office's markup (OMML) → a line of text: "F=450", "x²", "(a+b)/2"."""

import re
from collections.abc import Callable

from lxml import etree

from index.load.superscripts import as_read

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation(element: etree._Element) -> str:
    """The characters of an equation, its fractions, powers, roots and brackets written in line."""
    write = FORMS.get(name_of(element))
    if write is not None:
        return write(element)
    return "".join(map(equation, element.iterchildren(etree.Element)))


def fraction(element: etree._Element) -> str:
    """ "(a+b)/2" """
    return f"{bracketed(part(element, 'num'))}/{bracketed(part(element, 'den'))}"


def scripts(element: etree._Element) -> str:
    """What is raised or lowered beside something: "x²", "F_max"."""
    lowered, raised = index(part(element, "sub")), power(part(element, "sup"))
    base = part(element, "e")
    return (bracketed(base) if raised else base) + lowered + raised


def root(element: etree._Element) -> str:
    """ "√2", "³√(a+b)" """
    return f"{as_read(part(element, 'deg'), '')}√{bracketed(part(element, 'e'))}"


def operator(element: etree._Element) -> str:
    """A sum, a product, an integral, with its bounds."""
    bounds = index(part(element, "sub")) + power(part(element, "sup"))
    return f"{sign(element, 'chr', '∫')}{bounds} {part(element, 'e')}"


def brackets(element: etree._Element) -> str:
    """What stands in brackets, whichever they are."""
    inner = sign(element, "sepChr", "|").join(parts(element, "e"))
    return sign(element, "begChr", "(") + inner + sign(element, "endChr", ")")


def parts(element: etree._Element, name: str) -> list[str]:
    """The texts of an element's children of that name."""
    return [equation(each).strip() for each in element.iterfind(f"{MATH}{name}")]


def name_of(element: etree._Element) -> str:
    """An element's name in the markup of equations."""
    return str(element.tag).removeprefix(MATH)


def part(element: etree._Element, name: str) -> str:
    """The text of an element's child of that name."""
    child = element.find(f"{MATH}{name}")
    return "" if child is None else equation(child).strip()


def sign(element: etree._Element, name: str, usual: str) -> str:
    """The character that an element's properties name, or the usual one."""
    child = element.find(f"{MATH}{name_of(element)}Pr/{MATH}{name}")
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


FORMS: dict[str, Callable[[etree._Element], str]] = {
    "t": lambda element: element.text or "",
    "f": fraction,
    **dict.fromkeys(("sSup", "sSub", "sSubSup"), scripts),
    "rad": root,
    "nary": operator,
    "d": brackets,
    "mr": lambda element: " ".join(parts(element, "e")),
    "eqArr": lambda element: "; ".join(parts(element, "e")),
    "m": lambda element: "; ".join(parts(element, "mr")),
}
