"""An answer packed with its evidence, so that its quotes can be checked again offline."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from assistant.errors import LibraryError
from assistant.history.quote_state import (
    STANDINGS,
    Lookup,
    Standing,
    in_folder,
    in_library,
    standing,
)
from assistant.settings import Settings
from assistant.types import Answer, Citation

__all__ = ["Finding", "PackReport", "in_folder", "in_library", "pack", "verify_pack"]

FORMAT = "cited-assistant evidence"
VERSION = 1
PACK_NAME = "evidence.json"
PACK_BYTES = 100_000_000
"""The largest pack that is read, so that a zip can't fill the memory."""

_LOGIN = re.compile(r"//[^/@]*@")


def pack(answer: Answer, settings: Settings) -> dict[str, Any]:
    """An answer with its evidence, as JSON that `verify_pack` checks again.

    Of the settings it tells what shapes an answer: no key, no password, no folder of this
    machine. `digest` is the SHA-256 of everything else, so that a pack altered by accident is
    noticed.
    """
    cited = [*answer.citations, *answer.nearest]
    body = {
        "format": FORMAT,
        "version": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": answer.model,
        "settings": _public(settings),
        "answer": answer.to_dict(),
        "documents": [
            {"document": name, "sha256": sha256}
            for name, sha256 in sorted({(one.document, one.sha256) for one in cited})
        ],
    }
    return body | {"digest": _digest(body)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One quote of a pack, and how it stands."""

    marker: str
    document: str
    start: int
    end: int
    quote: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class PackReport:
    """What checking a pack found; `intact` is whether the pack itself is as it was written."""

    question: str
    intact: bool
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the pack is intact and every quote stands, byte for byte, in the same file."""
        return self.intact and all(found.standing == "exact" for found in self.findings)

    def lines(self) -> list[str]:
        """The report for a person, a line each quote."""
        told = [f"Question: {self.question}"]
        if not self.intact:
            told.append("The pack has been altered since it was written.")
        for found in self.findings:
            place = f"{found.document}, characters {found.start}–{found.end}"
            told.append(f"{found.marker} {place}: {STANDINGS[found.standing]}")
        exact = sum(found.standing == "exact" for found in self.findings)
        return [*told, f"{exact} of {len(self.findings)} quotes stand exactly."]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "ok": self.ok,
            "question": self.question,
            "intact": self.intact,
            "quotes": [asdict(found) for found in self.findings],
        }


def verify_pack(path: str | Path, find: Lookup) -> PackReport:
    """Checks every quote of a pack again, byte for byte, against documents as they are now.

    `find` is `in_library(…)` or `in_folder(…)`. Reads nothing but the pack and the documents.
    Raises LibraryError where the file is no pack.
    """
    body = _read(Path(path))
    try:
        if (body["format"], body["version"]) != (FORMAT, VERSION):
            raise LibraryError(f"{path}: evidence of another version; make the pack anew.")
        answer = body["answer"]
        digest = _digest({key: value for key, value in body.items() if key != "digest"})
        findings = tuple(
            _finding(cited, find) for cited in [*answer["citations"], *answer["nearest"]]
        )
        return PackReport(str(answer["question"]), digest == body.get("digest"), findings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LibraryError(f"{path}: not an evidence pack ({error!r} is amiss).") from error


def _public(settings: Settings) -> dict[str, Any]:
    shown = (item.name for item in fields(settings) if item.repr and item.name != "data")
    values = {name: getattr(settings, name) for name in shown}
    return {
        name: _LOGIN.sub("//", value.partition("?")[0]) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _finding(cited: Mapping[str, Any], find: Lookup) -> Finding:
    citation = Citation(**(dict(cited) | {"published": None}))
    found = standing(citation, find(citation.document))
    return Finding(
        citation.marker, citation.document, citation.start, citation.end, citation.quote, found
    )


def _read(path: Path) -> dict[str, Any]:
    """The JSON of a pack, which may lie in a zip."""
    try:
        if is_zipfile(path):
            with ZipFile(path) as archive:
                if archive.getinfo(PACK_NAME).file_size > PACK_BYTES:
                    raise ValueError(f"more than {PACK_BYTES:,} bytes")
                data = archive.read(PACK_NAME)
        else:
            data = path.read_bytes()
        body = json.loads(data)
    except OSError as error:
        raise LibraryError(f"{path}: can't be read ({error.strerror}).") from error
    except (ValueError, KeyError, BadZipFile, RecursionError) as error:
        raise LibraryError(f"{path}: not an evidence pack ({error}).") from error
    if not isinstance(body, dict):
        raise LibraryError(f"{path}: not an evidence pack (no JSON object).")
    return body


def _digest(body: Mapping[str, Any]) -> str:
    plain = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
