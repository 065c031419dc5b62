"""The names of OpenDocument's elements, and what its styles say of paragraphs and tables."""

from lxml import etree

_SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
OFFICE, TEXT, TABLE = _SPACE.format("office"), _SPACE.format("text"), _SPACE.format("table")
DRAW, STYLE = _SPACE.format("drawing"), _SPACE.format("style")
PRESENTATION, CHART = _SPACE.format("presentation"), _SPACE.format("chart")
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
LINK = "{http://www.w3.org/1999/xlink}"


class OpenStyles:
    """The styles that the content itself defines, by their names."""

    def __init__(self, content: etree._Element) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        for style in content.iter(f"{STYLE}style"):
            name = style.get(f"{STYLE}name") or ""
            self._parents[name] = style.get(f"{STYLE}parent-style-name") or ""
            shown = style.find(f"{STYLE}table-properties")
            if shown is not None and shown.get(f"{TABLE}display") == "false":
                self._hidden.add(name)

    def is_hidden(self, table: etree._Element) -> bool:
        """Whether a sheet is hidden."""
        return table.get(f"{TABLE}style-name") in self._hidden

    def is_title(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph has the style of a document's title."""
        name = paragraph.get(f"{TEXT}style-name") or ""
        return "Title" in (name, self._parents.get(name))
