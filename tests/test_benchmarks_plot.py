from xml.etree import ElementTree

from benchmarks.plot import drawn

SVG = "{http://www.w3.org/2000/svg}"


def test_each_number_of_passages_is_a_point_and_more_milliseconds_stand_higher() -> None:
    rows = [{"passages": 10**power, "p50_ms": 2.0 * power} for power in (3, 4, 6)]
    plot = ElementTree.fromstring(drawn(rows))
    points = [
        (float(at.get("cx", "")), float(at.get("cy", ""))) for at in plot.iter(f"{SVG}circle")
    ]
    assert len(points) == 3
    assert points == sorted(points, key=lambda point: (point[0], -point[1]))
    texts = [each.text for each in plot.iter(f"{SVG}text")]
    assert {"1,000", "1,000,000", "cited-assistant, median"} <= set(texts)
    assert "LangChain EnsembleRetriever, median" not in texts


def test_one_row_is_a_plot_too() -> None:
    assert "<circle" in drawn([{"passages": 1000, "p50_ms": 10.0}])
