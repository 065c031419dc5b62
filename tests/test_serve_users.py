"""A file of users: read, refused in a line, read again; its passwords, and the command for it."""

import stat
from pathlib import Path

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.serve.acting import acting, acting_as
from assistant.serve.attempts import ALLOWED, ALLOWED_IN_ALL, SECONDS, Attempts
from assistant.serve.guard import Guard
from assistant.serve.passwords import hashed, matches
from assistant.serve.users import User, UsersFile
from tests.asgi_requests import ask, basic, everything
from tests.command import Run, run

__all__ = ["run"]

HASH = hashed("a password")
"""Made once: it takes its time."""


def written(folder: Path, *lines: str) -> Path:
    path = folder / "users"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize("password", ["a password", "pässwörd: 😀", "x" * 200])
def test_a_password_is_known_by_its_hash_alone(password: str) -> None:
    first, second = hashed(password), hashed(password)
    assert first != second
    assert password not in first
    assert matches(password, first)
    assert not matches(f"{password} ", first)
    assert not matches(password, first[:-4])


def test_hashes_of_htpasswd_are_read() -> None:
    made = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
    for kind in ("$2b$", "$2y$", "$2a$"):
        assert matches("secret", made.replace("$2b$", kind))
    assert not matches("Secret", made)
    assert not matches("secret", "$2b$04$broken")
    assert not matches("s" * 100, made)


def test_users_have_roles_and_what_is_for_some_is_hidden_from_others(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "# who may come in",
        f"anna:{HASH}:owner",
        "",
        f"ben@example.org:{HASH}",
        f"cleo:{HASH}:editor",
        "only board/*: cleo",
        "only collection:The 2025 audit: ben@example.org, anna",
    )
    users = UsersFile(path)
    users.collections = lambda: {"The 2025 audit": ("desk/audit.txt",)}
    assert users.names == ["anna", "ben@example.org", "cleo"]
    anna, ben, cleo = (users.named(name) for name in users.names)
    assert anna == User("anna", "owner")
    assert ben == User("ben@example.org", "reader", frozenset({"board/*"}))
    assert cleo is not None
    assert (cleo.may("editor"), cleo.may("owner")) == (True, False)
    assert cleo.may_read("board/minutes.txt")
    assert not cleo.may_read("desk/audit.txt")
    assert ben.may_read("desk/audit.txt")
    assert not ben.may_read("Board/Minutes.txt")
    assert users.check("ben@example.org", "a password") == ben
    for name, password in (("ben@example.org", "A password"), ("BEN@example.org", "a password")):
        assert users.check(name, password) is None
    assert users.check("nobody", "a password") is None
    assert users.named("nobody") is None
    users.collections = dict  # who deletes a collection opens nothing by that
    gone = users.named("cleo")
    assert gone is not None
    assert not gone.may_read("desk/river.txt")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "names no user"),
        (["anna"], "line 1 is not NAME:HASH:ROLE"),
        (["anna:secret:owner"], "line 1: the password of anna is not hashed"),
        (["", "a b:$2b$x"], "line 2 is not NAME"),
        ([f"anna:{HASH}:boss"], "the role of anna is none of reader, editor, owner"),
        ([f"anna:{HASH}", f"Anna:{HASH}"], "Anna is there twice"),
        ([f"anna:{HASH}", "only x/*: bob"], "only x/\\* names bob, who is no user"),
    ],
)
def test_what_is_no_file_of_users_is_refused_in_a_line(
    tmp_path: Path, lines: list[str], told: str
) -> None:
    with pytest.raises(SettingsError, match=told) as raised:
        UsersFile(written(tmp_path, *lines))
    assert "\n" not in str(raised.value)
    assert "$" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        UsersFile(tmp_path / "none")
    (tmp_path / "latin").write_bytes(b"\xe9:x")
    with pytest.raises(SettingsError, match="no UTF-8"):
        UsersFile(tmp_path / "latin")


def test_a_changed_file_counts_at_once_and_a_broken_one_does_not(tmp_path: Path) -> None:
    told: list[str] = []
    path = written(tmp_path, f"anna:{HASH}:owner")
    users = UsersFile(path, told.append)
    written(tmp_path, f"anna:{HASH}:owner", f"ben:{HASH}")
    assert users.named("ben") == User("ben")
    written(tmp_path, "broken")
    assert users.named("ben") == User("ben")
    assert users.named("anna") is not None
    assert len(told) == 1
    assert "those stay who were in it" in told[0]
    written(tmp_path, f"anna:{HASH}:owner", "# ben has left")
    assert users.named("ben") is None


def test_another_password_ends_what_was_logged_in(tmp_path: Path) -> None:
    path = written(tmp_path, f"anna:{HASH}:owner")
    guard = Guard(everything, UsersFile(path), None)
    right = basic("anna", "a password")
    assert ask(guard, headers=right).status_code == 200
    form = {"username": "anna", "password": "a password"}
    cookie = {"cookie": ask(guard, "POST", "/login", data=form).headers["set-cookie"]}
    assert ask(guard, headers=cookie).status_code == 200
    written(tmp_path, f"anna:{hashed('another')}:owner")
    for old in (right, cookie):
        assert ask(guard, headers=old).status_code == 401
    assert ask(guard, headers=basic("anna", "another")).status_code == 200


def test_who_guesses_is_soon_refused(tmp_path: Path) -> None:
    guard = Guard(everything, ("reader", "secret"), None)
    for _ in range(ALLOWED):
        assert ask(guard, headers=basic("reader", "wrong")).status_code == 401
    assert ask(guard, headers=basic("reader", "secret")).status_code == 401
    form = {"username": "reader", "password": "secret"}
    reply = ask(guard, "POST", "/login", data=form, headers={"accept": "text/html"})
    assert reply.status_code == 401
    assert "tried too often" in reply.text


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.floats(0, 60)), max_size=60
    )
)
def test_failures_count_for_a_while(tries: list[tuple[str, str, float]]) -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    failed: list[tuple[str, str, float]] = []
    for client, name, wait in tries:
        now[0] += wait
        recent = [one for one in failed if one[2] > now[0] - SECONDS and one[0] == client]
        own = [one for one in recent if one[1] == name]
        too_many = len(own) >= ALLOWED or len(recent) >= ALLOWED_IN_ALL
        assert attempts.too_many(client, name) == too_many
        attempts.failed(client, name)
        failed.append((client, name, now[0]))


def test_who_acts_is_known_within_alone() -> None:
    assert acting() is None
    with acting_as(User("anna")), acting_as(User("ben")):
        assert acting() == User("ben")
    assert acting() is None


def test_the_command_adds_users_and_lists_them(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "users"
    added = run("users", str(file), "--add", "anna", "--role", "owner", stdin=b"a password\n")
    assert (added.status, added.out) == (0, f"anna is in {file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text(f"# the desk\n{file.read_text()}only board/*: anna\n")
    assert run("users", str(file), "--add", "ben", stdin=b"secret\n").status == 0
    assert run("users", str(file)).out == "anna: owner\nben: reader\n"
    users = UsersFile(file)
    assert users.check("anna", "a password") == User("anna", "owner")
    assert users.check("ben", "secret") == User("ben", hidden=frozenset({"board/*"}))
    assert run("users", str(file), "--add", "anna", stdin=b"new one\n").status == 0
    assert users.check("anna", "new one") == User("anna", "owner")
    assert users.check("anna", "a password") is None
    assert "# the desk\n" in file.read_text()
    assert list(tmp_path.iterdir()) == [file]


def test_what_the_command_can_t_do_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "users"
    assert "no user's name" in run("users", str(file), "--add", "a:b", stdin=b"x\n").message
    assert "a password is wanted" in run("users", str(file), "--add", "a", stdin=b"\n").message
    assert "can't be read" in run("users", str(file)).message
    nowhere = str(tmp_path / "none" / "users")
    assert "can't be written" in run("users", nowhere, "--add", "a", stdin=b"x\n").message
    assert run("users", str(file), "--role", "owner").status == 2
    assert run("serve", "--auth", str(file)).status == 2
    file.write_text("anna:plain:owner\n")
    assert "is not hashed" in run("serve", "--auth", str(file), "--port", "0").message


def test_a_key_must_be_a_user_s(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, f"anna:{HASH}:owner")
    monkeypatch.setenv("ASSISTANT_API_KEYS", "zoe:k-1")
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    message = run("serve", "--auth", str(file), "--port", "0").message
    assert "a key of zoe, who is no user" in message
