"""The word lists of words.toml."""

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def words(section, name):
    return _LISTS[section][name].split()


def pairs(section, name):
    return [tuple(pair.split("/")) for pair in words(section, name)]


def phrases(section, name):
    return [p for line in _LISTS[section][name].splitlines() for p in line.split("|")]
