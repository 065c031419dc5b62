"""The main part of a page by its own tags, beside which an article found on it is measured."""

import re
from copy import deepcopy

from lxml import html

from index.load.blocks import Blocks
from index.load.limits import Limits
from index.load.markup import SURROUNDINGS, add_tree

MOST_LOST = 1 / 3
"""The share of a page's main part that an article found on it may lack."""

FEW_LINKS = 0.15
"""The share of links in the text of a page that is nothing but its main part."""

MENU_LINKS = 2 / 3
"""The share of links in the text of a menu."""

SURE = 40
"""Characters of a block that stands nowhere else by accident."""

_BESIDE_KINDS = {"heading", "question", "furniture"}
_TOGETHER = ("div", "section", "ul", "ol", "li", "p", "table", "form", *SURROUNDINGS)
_BESIDE = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|cookies?|sidebar|share|sharing|social|related"
    r"|recommended|newsletter|promo|adverts?|ads?|comments?|footer|popup|modal|skip)(?:$|[\s_-])"
)


def with_what_it_lost(found: Blocks, tree: html.HtmlElement, limits: Limits) -> Blocks:
    """An article found on a page with what it lost, or the page's main part.

    That is taken where the article lacks much of it; a part that nothing marks as the main one
    counts where the page has few links. Else the article gets back what stands between its first
    words and its last: headings, lists, tables, captions.
    """
    marked = tree.xpath("//main|//*[@role='main']") or tree.xpath("//article")
    root = marked[0] if len(marked) == 1 else tree.find("body")
    if root is None:
        return found
    own = Blocks()
    add_tree(own, without_surroundings(root), limits)
    is_whole = len(marked) == 1 or link_share(root) <= FEW_LINKS
    if lost_share(found, own) > MOST_LOST:  # what was taken for surroundings is the article
        return found
    return own if is_whole and lost_share(own, found) > MOST_LOST else between(own, found)


def between(own: Blocks, found: Blocks) -> Blocks:
    """The blocks of a page's main part from an article's first words to its last.

    A heading directly above is the article's, and so is a list or table directly below.
    """
    kept = " ".join(found.text.split())
    pairs = list(zip(own.blocks, own.pieces, strict=True))
    said = {" ".join(piece.split()) for piece in found.pieces}
    texts = [
        " ".join(piece.split()) if block.kind not in _BESIDE_KINDS else "" for block, piece in pairs
    ]
    places = [at for at, text in enumerate(texts) if len(text) >= SURE and text in kept]
    if not places:
        return found
    first = places[0]
    end = max(at for at, text in enumerate(texts) if at in places or text in said) + 1
    while first and pairs[first - 1][0].kind in ("heading", "question"):
        first -= 1
    while end < len(pairs) and pairs[end][0].kind in ("item", "row"):
        end += 1
    whole = Blocks()
    for block, piece in pairs[first:end]:
        whole.add(
            piece,
            block.kind,
            level=block.level,
            label=block.label,
            columns=block.columns,
            lead=block.lead,
        )
    # A short page may say its words elsewhere: nothing of the article goes.
    return whole if lost_share(found, whole) < MOST_LOST else found


def without_surroundings(root: html.HtmlElement) -> html.HtmlElement:
    """A copy of a part of a page without menus, asides and what their names say are such."""
    root = deepcopy(root)
    root.tail = None
    for element in list(root.iter(*_TOGETHER)):
        if element is root or element.getparent() is None:
            continue
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        links = sum(1 for _ in element.iter("a"))
        is_menu = links > 2 and link_share(element) > MENU_LINKS and not is_of_text(element)
        if element.tag in SURROUNDINGS or _BESIDE.search(name) or is_menu:
            element.drop_tree()
    return root


def is_of_text(element: html.HtmlElement) -> bool:
    """Whether a list of links goes with the paragraph above it."""
    above = element.getprevious()
    return element.tag in ("ul", "ol") and above is not None and above.tag == "p"


def link_share(element: html.HtmlElement) -> float:
    """How much of an element's text is links."""
    linked = sum(len(visible_text(link)) for link in element.iter("a"))
    return linked / max(len(visible_text(element)), 1)


def visible_text(element: html.HtmlElement) -> str:
    """An element's text without programs and styles, each white space one space."""
    texts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return " ".join("".join(texts).split())


def lost_share(whole: Blocks, found: Blocks) -> float:
    """The share of a text that is not in what was found."""
    kept = " ".join(found.text.split())
    pieces = [
        " ".join(piece.split())
        for piece, block in zip(whole.pieces, whole.blocks, strict=True)
        if block.kind != "furniture"
    ]
    lost = sum(len(piece) for piece in pieces if piece not in kept)
    return lost / max(sum(map(len, pieces)), 1)
