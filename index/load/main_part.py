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

_TOGETHER = ("div", "section", "ul", "ol", "p", "table", "form", *SURROUNDINGS)
_BESIDE = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|cookies?|sidebar|share|sharing|social|related"
    r"|recommended|newsletter|promo|adverts?|ads?|comments?|footer|popup|modal|skip)(?:$|[\s_-])"
)
_STRUCTURE = {"heading", "item", "row"}


def with_what_it_lost(found: Blocks, tree: html.HtmlElement, limits: Limits) -> Blocks:
    """An article found on a page, or the page's main part, where the article lacks much of that.

    A part that nothing marks as the main one counts where the page has few links; or where it
    holds little else than the article, which lost its headings, lists and tables.
    """
    marked = tree.xpath("//main|//*[@role='main']") or tree.xpath("//article")
    root = marked[0] if len(marked) == 1 else tree.find("body")
    if root is None:
        return found
    own = Blocks()
    add_tree(own, without_surroundings(root), limits)
    lost = lost_share(own, found)
    is_whole = len(marked) == 1 or link_share(root) <= FEW_LINKS
    if lost > MOST_LOST:
        return own if is_whole else found
    return own if lost_share(own, found, _STRUCTURE) > MOST_LOST else found


def without_surroundings(root: html.HtmlElement) -> html.HtmlElement:
    """A copy of a part of a page without menus, asides and what their names say are such."""
    root = deepcopy(root)
    root.tail = None
    for element in list(root.iter(*_TOGETHER)):
        if element is root or element.getparent() is None:
            continue
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        links = sum(1 for _ in element.iter("a"))
        is_menu = links > 2 and link_share(element) > MENU_LINKS
        if element.tag in SURROUNDINGS or _BESIDE.search(name) or is_menu:
            element.drop_tree()
    return root


def link_share(element: html.HtmlElement) -> float:
    """How much of an element's text is links."""
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    return linked / max(len("".join(element.itertext()).strip()), 1)


def lost_share(whole: Blocks, found: Blocks, kinds: set[str] | None = None) -> float:
    """The share of a text, or of its blocks of some kinds, that is not in what was found."""
    kept = " ".join(found.text.split())
    pieces = [
        " ".join(piece.split())
        for piece, block in zip(whole.pieces, whole.blocks, strict=True)
        if (block.kind in kinds if kinds else block.kind != "furniture")
    ]
    lost = sum(len(piece) for piece in pieces if piece not in kept)
    return lost / max(sum(map(len, pieces)), 1)
