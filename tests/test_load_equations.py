import pytest
from lxml import etree

from index.load.equations import MATH, equation


def run(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (run("F=450"), "F=450"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>{run('+1')}", "x²+1"),
        (f"<m:sSup><m:e>{run('e')}</m:e><m:sup>{run('kt')}</m:sup></m:sSup>", "e^kt"),
        (f"<m:sSub><m:e>{run('F')}</m:e><m:sub>{run('max')}</m:sub></m:sSub>", "F_max"),
        (f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:rad><m:deg/><m:e>{run('2gh')}</m:e></m:rad>", "√2gh"),
        (f"<m:rad><m:deg>{run('3')}</m:deg><m:e>{run('8+y')}</m:e></m:rad>", "³√(8+y)"),
        (
            "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>"
            f"<m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>",
            "[a|b]",
        ),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{run('i=1')}</m:sub>"
            f"<m:sup>{run('n')}</m:sup><m:e>{run('i')}</m:e></m:nary>",
            "∑_(i=1)ⁿ i",
        ),
    ],
)
def test_equations_in_line(markup: str, expected: str) -> None:
    element = etree.fromstring(f"<m:oMath xmlns:m='{MATH[1:-1]}'>{markup}</m:oMath>")
    assert equation(element) == expected
