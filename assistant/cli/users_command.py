"""`assistant users`: the file that `assistant serve --auth FILE` takes."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from assistant.cli.printing import print_result
from assistant.errors import SettingsError, UsageError

ROLES = ("reader", "editor", "owner")


def add_users(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's arguments."""
    users = commands.add_parser("users", help="the users of a page that several people share")
    users.set_defaults(command="users", run=_users)
    users.add_argument("file", type=Path, metavar="FILE", help="as serve --auth takes it")
    users.add_argument(
        "--add", metavar="NAME", help="add one, or give another password, which it asks for"
    )
    users.add_argument(
        "--role", choices=ROLES, help="what they may do: read (reader), change, or everything"
    )


def _users(options: argparse.Namespace) -> int:
    """`assistant users`"""
    from assistant.serve.users import UsersFile

    if options.add is None:
        if options.role:
            options.usage_error("--role goes with --add")
        kept = UsersFile(options.file)
        found = [user for name in kept.names if (user := kept.named(name))]
        print_result("\n".join(f"{user.name}: {user.role}" for user in found))
        return 0
    _add(options.file, options.add, options.role)
    return 0


def _add(file: Path, name: str, role: str | None) -> None:
    from assistant.serve.passwords import hashed
    from assistant.serve.users_lines import lines_of, with_user

    before = lines_of(file) if file.exists() else []
    with_user(before, name, "", role)  # a wrong name is told before a password is asked for
    lines = with_user(before, name, hashed(_password(name)), role)
    try:
        part = file.with_name(f"{file.name}.part")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as new:
            new.write("".join(f"{line}\n" for line in lines))
        part.replace(file)
    except OSError as error:
        raise SettingsError(f"{file} can't be written: {error.strerror}") from error
    print_result(f"{name} is in {file}")


def _password(name: str) -> str:
    """The password: asked for twice, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass(f"Password of {name}: ")
        if getpass.getpass("Once more: ") != password:
            raise UsageError("the two passwords differ: try again")
    if not password:
        raise UsageError("a password is wanted")
    return password
