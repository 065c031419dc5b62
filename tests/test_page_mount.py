"""Gradio as it is mounted: no other host, no telemetry, and what the page loads beside it."""

import re
import threading
import warnings

import httpx

from assistant.app import Assistant
from tests.page_fixtures import http, page_address, page_assistant, page_folder
from tests.page_server import served

__all__ = ["http", "page_address", "page_assistant", "page_folder"]


def test_the_page_mentions_no_other_host(http: httpx.Client, page_address: str) -> None:
    html = http.get(page_address).text
    config = http.get(f"{page_address}/config").text
    assert "The reading room" in html
    hosts = set(re.findall(r"https?://[^/\"'\\\s<>]+", html + config)) - {page_address}
    # A namespace, and the example in Gradio's description of a file: neither is ever asked for.
    assert hosts <= {"http://www.w3.org", "https://github.com"}


def test_telemetry_and_footers_are_off(http: httpx.Client, page_address: str) -> None:
    config = http.get(f"{page_address}/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    theme = http.get(f"{page_address}/theme.css").text
    assert set(re.findall(r"https?://[^/'\"]+", theme)) <= {"http://www.w3.org"}


def test_the_page_has_its_style_and_its_icon(http: httpx.Client, page_address: str) -> None:
    for path, media_type in (("style.css", "text/css"), ("favicon.ico", "image/")):
        reply = http.get(f"{page_address}/{path}")
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith(media_type)


def test_a_picture_that_is_not_to_be_had_is_reported(http: httpx.Client, page_address: str) -> None:
    given = {"document": "desk/river.txt", "page": "1", "start": "0", "end": "5"}
    reply = http.get(f"{page_address}/page.png", params=given)
    assert reply.status_code == 404
    assert "no PDF" in reply.text


def test_what_runs_beside_the_first_request_can_not_spoil_it(
    http: httpx.Client, page_assistant: Assistant
) -> None:
    """Warnings are errors here, and threads that set them aside do so for the whole process."""
    done = threading.Event()

    def set_aside() -> None:
        while not done.is_set():
            with warnings.catch_warnings():
                done.wait(0.0005)

    beside = [threading.Thread(target=set_aside) for _ in range(3)]
    with served(page_assistant) as address:
        for one in beside:
            one.start()
        try:
            first = http.get(f"{address}/gradio_api/info")
        finally:
            done.set()
            for one in beside:
                one.join()
    assert first.status_code == 200
