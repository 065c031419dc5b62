import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import kinds, one, refusal

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("style", "style"), ("presentation", "presentation"), ("meta", "meta")),
    )
)


def open_document(
    kind: str, body: str, styles: str = "", members: dict[str, str] | None = None
) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
            "</office:body></office:document-content>",
        )
        for name, content in (members or {}).items():
            archive.writestr(name, content)
    return written.getvalue()


MILLION = 'table:number-rows-repeated="1048000"'


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


TABLE = (
    f"<table:table>{row(cell('Year'), cell('Flow'))}{row(cell('2020'), cell('41'))}</table:table>"
)


def test_a_text_keeps_its_structure() -> None:
    body = (
        '<text:p text:style-name="P1">The Weir Report</text:p>'
        '<text:h text:outline-level="2">Scope</text:h>'
        '<text:p>The weir at<text:s text:c="2"/><text:span>Holt</text:span> was built in 1902'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See the archive.</text:p></text:note-body></text:note>."
        "<office:annotation><text:p>a comment</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>first</text:p><text:list><text:list-item>"
        "<text:p>inner</text:p></text:list-item></text:list></text:list-item></text:list>"
        f"<table:table>{row(cell('Year'), cell('Flow'))}{row(cell('2020'), cell('41'))}"
        "</table:table><text:p>x<draw:frame><draw:text-box><text:p>In a box.</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )
    title = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    meta = f"<office:document-meta {_SPACES}><meta:initial-creator>Ida Stone</meta:initial-creator>"
    members = {"meta.xml": f"{meta}</office:document-meta>"}
    document = one(open_document("text", body, title, members), "a.odt")
    assert (document.source.title, document.source.author) == ("The Weir Report", "Ida Stone")
    assert kinds(document) == [
        *("heading", "heading", "paragraph", "item", "item"),
        *("furniture", "row", "paragraph", "paragraph", "paragraph", "turn"),
    ]
    assert "The weir at Holt was built in 1902." in document.text
    assert document.text.endswith("In a box.\n\nSee the archive.\n\na comment")
    assert document.blocks[-1].kind == "turn"
    assert document.blocks[6].columns == ("Year", "Flow")


def test_a_sheet_s_rows_know_their_columns_and_a_hidden_one_is_left_out() -> None:
    hidden = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    empty = '<table:table-cell table:number-columns-repeated="1022"/>'
    merged = cell("Orr", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    body = (
        f'<table:table table:name="Wells">{row(cell("Well"), cell("Ward"), cell("Depth"), empty)}'
        f"{row(merged, cell('12 m'))}"
        f"{row(cell('Tay'), cell('North'), cell('9 m'))}"
        f"{row(empty, more=MILLION)}</table:table>"
    )
    secret = (
        f'<table:table table:name="S" table:style-name="ta2">{row(cell("secret"))}</table:table>'
    )
    document = one(open_document("spreadsheet", body + secret, hidden), "a.ods")
    assert "secret" not in document.text
    rows = [block for block in document.blocks if block.kind == "row"]
    assert [block.columns for block in rows] == [("Well", "Ward", "Depth")] * 2
    assert "Tay | North | 9 m" in document.text


def test_each_slide_is_a_page() -> None:
    slide = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>{}</text:p>'
        "</draw:text-box></draw:frame><draw:frame><draw:text-box><text:list><text:list-item>"
        "<text:p>{}</text:p></text:list-item></text:list></draw:text-box></draw:frame></draw:page>"
    )
    body = slide.format("Castle", "41 visits") + slide.format("Abbey", "58 visits") + "<draw:page/>"
    document = one(open_document("presentation", body), "a.odp")
    assert document.source.title == "Castle"
    assert [document.source.page(document.text.index(word)) for word in ("41", "58")] == [1, 2]
    assert document.source.warnings == ("Slide 3 holds no text: pictures?",)


def test_what_is_encrypted_says_so() -> None:
    members = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    message = refusal(open_document("text", "", members=members), "a.odt")
    assert "--password-file" in message


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.sampled_from("abc déж中"), min_size=1).filter(str.strip), min_size=1))
def test_every_paragraph_survives_in_its_order(paragraphs: list[str]) -> None:
    body = "".join(f"<text:p>{words}</text:p>" for words in paragraphs)
    said = " ".join(" ".join(words.split()) for words in paragraphs)
    document = one(open_document("text", body), "a.odt")
    assert " ".join(document.text.split()) == said
