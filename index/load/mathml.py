"""Equations in MathML, as pages, books and OpenDocument have them → a line of text: "E=mc²"."""

from collections.abc import Callable

from lxml import etree

from index.load.equations import bracketed, index, power

_UNSEEN = {"annotation", "annotation-xml", "mphantom", "none", "mprescripts"}


def written_equation(element: etree._Element) -> str:
    """The characters of an equation, its fractions, powers and roots written in line."""
    name = etree.QName(element).localname
    if name in _UNSEEN:
        return ""
    inner = [written_equation(each).strip() for each in element.iterchildren(etree.Element)]
    write = _FORMS.get(name)
    if write is not None and inner:
        return write([*inner, "", "", ""])
    if name in ("mtr", "mlabeledtr"):
        return " ".join(inner)
    if name == "mtable":
        return "; ".join(inner)
    own = " ".join((element.text or "").split())
    return f" {own} " if name == "mtext" else own + "".join(inner)


def _scripts(base: str, below: str, above: str) -> str:
    return (bracketed(base) if above else base) + index(below) + power(above)


_FORMS: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: f"{bracketed(parts[0])}/{bracketed(parts[1])}",
    "msqrt": lambda parts: f"√{bracketed(''.join(parts))}",
    "mroot": lambda parts: f"{power(parts[1]).lstrip('^')}√{bracketed(parts[0])}",
    **dict.fromkeys(("msup", "mover"), lambda parts: _scripts(parts[0], "", parts[1])),
    **dict.fromkeys(("msub", "munder"), lambda parts: _scripts(parts[0], parts[1], "")),
    **dict.fromkeys(("msubsup", "munderover"), lambda parts: _scripts(*parts[:3])),
    "mfenced": lambda parts: f"({', '.join(filter(None, parts))})",
}
