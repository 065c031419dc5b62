"""Behind Debian's nginx with TLS under a path, where it is installed; and without one."""

import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import openai
import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from assistant.app import Assistant
from assistant.serve.behind_proxy import BehindProxy, Proxy
from tests.asgi_requests import exchange
from tests.page_fixtures import QUESTION, page_assistant, page_folder
from tests.page_server import free_port, served

__all__ = ["page_assistant", "page_folder"]

AUTH = ("reader", "secret words")
ROOT_PATH = "/desk"

CONFIGURATION = """
daemon off; pid {folder}/pid; error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
    location /desk/ {{
      proxy_pass {address}{passed};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_buffering off;
    }}
  }}
}}
"""


@pytest.fixture(scope="module", params=["/desk/", "/"], ids=["path kept", "path left out"])
def proxied(
    request: pytest.FixtureRequest,
    page_assistant: Assistant,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Path]]:
    """The page's address behind nginx, and its certificate."""
    nginx, program = shutil.which("nginx", path="/usr/sbin:/usr/bin"), shutil.which("openssl")
    if not (nginx and program):
        pytest.skip("nginx and openssl are not installed")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    folder.chmod(0o755)
    certificate = [
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost"),
        *("-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"),
    ]
    subprocess.run([program, *certificate], check=True, capture_output=True)
    proxy = Proxy(ROOT_PATH, ("127.0.0.1",))
    with served(page_assistant, AUTH, proxy) as address:
        text = CONFIGURATION.format(folder=folder, port=port, address=address, passed=request.param)
        (folder / "nginx.conf").write_text(text)
        command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
            try:
                yield f"https://localhost:{port}{ROOT_PATH}", folder / "cert.pem"
            finally:
                running.terminate()


@pytest.fixture(scope="module")
def browser(proxied: tuple[str, Path]) -> Iterator[httpx.Client]:
    context = ssl.create_default_context(cafile=str(proxied[1]))
    with httpx.Client(base_url=proxied[0], verify=context, timeout=60, trust_env=False) as made:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                made.get("/health")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield made


def test_who_logs_in_comes_to_the_page_under_its_path(
    browser: httpx.Client, proxied: tuple[str, Path]
) -> None:
    html = {"accept": "text/html"}
    form = browser.get("/", headers=html)
    assert form.status_code == 401
    assert 'action="login"' in form.text
    fields = {"username": AUTH[0], "password": AUTH[1]}
    done = browser.post("/login", data=fields, headers={**html, "origin": proxied[0][:-5]})
    assert done.status_code == 303
    assert done.next_request is not None
    assert str(done.next_request.url) == f"{proxied[0]}/"
    assert "Secure" in done.headers["set-cookie"]
    page = browser.get("/")
    assert page.status_code == 200
    assert browser.get("/config").json()["root"] == proxied[0]
    assert browser.get("/style.css").status_code == 200
    browser.cookies.clear()


def test_another_site_is_still_refused(browser: httpx.Client) -> None:
    headers = {"origin": "https://evil.example"}
    refused = browser.post("/api/ask", json={"question": QUESTION}, auth=AUTH, headers=headers)
    assert refused.status_code == 403


def test_programs_work_through_it(browser: httpx.Client, proxied: tuple[str, Path]) -> None:
    answer = browser.post("/api/ask", json={"question": QUESTION}, auth=AUTH)
    assert "212 centimetres" in answer.json()["answer"]
    context = ssl.create_default_context(cafile=str(proxied[1]))
    with (
        openai.DefaultHttpxClient(verify=context, auth=AUTH, trust_env=False) as connection,
        openai.OpenAI(
            base_url=f"{proxied[0]}/v1", api_key="none", http_client=connection
        ) as client,
    ):
        stream = client.chat.completions.create(
            model="library", messages=[{"role": "user", "content": QUESTION}], stream=True
        )
        assert "212" in "".join(part.choices[0].delta.content or "" for part in stream)
    page = Client(f"{proxied[0]}/", auth=AUTH, ssl_verify=context, verbose=False)
    assert "212" in page.predict(QUESTION, api_name="/ask")["answer"]


@pytest.mark.parametrize(
    ("peer", "scheme", "seen"), [("10.0.0.1", "https", True), ("10.0.0.2", "http", False)]
)
def test_forwarded_headers_are_believed_of_trusted_addresses_alone(
    peer: str, scheme: str, seen: bool
) -> None:
    met = {}

    async def application(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        met.update(scope)

    headers = [
        (b"host", b"desk.example"),
        (b"x-forwarded-proto", b"https"),
        (b"X-Forwarded-For", b"192.0.2.7"),
        (b"forwarded", b"for=192.0.2.7"),
    ]
    scope = {
        "type": "http",
        "path": "/desk/api/ask",
        "scheme": "http",
        "client": (peer, 5),
        "headers": headers,
    }
    exchange(BehindProxy(application, Proxy("/desk", ("10.0.0.1",))), scope)  # type: ignore[arg-type]
    assert (met["path"], met["scheme"]) == ("/api/ask", scheme)
    assert (len(met["headers"]) > 1) is seen
