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
from assistant.history.quote_state import QUOTE_STATES, DocumentLookup, QuoteState, quote_state
from assistant.settings import Settings
from assistant.types import Answer, Citation

FORMAT = "cited-assistant evidence"
VERSION = 1
PACK_NAME = "evidence.json"
PACK_BYTES = 100_000_000
"""The largest pack that is read, so that a zip can't fill the memory."""

_URL_LOGIN = re.compile(r"//[^/@]*@")


def pack(answer: Answer, settings: Settings) -> dict[str, Any]:
    """An answer with its evidence, as JSON that `verify_pack` checks again.

    It holds the settings that shape an answer: no key, no password, no folder of this machine.
    `digest` is the SHA-256 of everything else, so that a pack altered by accident is noticed.
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
            for name, sha256 in sorted({(each.document, each.sha256) for each in cited})
        ],
    }
    return body | {"digest": _digest(body)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One quote of a pack and its state; the fields are the keys of the report's JSON."""

    marker: str
    document: str
    start: int
    end: int
    quote: str
    standing: QuoteState


@dataclass(frozen=True, slots=True)
class PackReport:
    """The state of each quote; `intact` is whether the pack itself is as it was written."""

    question: str
    intact: bool
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the pack is intact and every quote is exact."""
        return self.intact and all(finding.standing == "exact" for finding in self.findings)

    def lines(self) -> list[str]:
        """The report for a person, a line each quote."""
        lines = [f"Question: {self.question}"]
        if not self.intact:
            lines.append("The pack has been altered since it was written.")
        for finding in self.findings:
            place = f"{finding.document}, characters {finding.start}–{finding.end}"
            lines.append(f"{finding.marker} {place}: {QUOTE_STATES[finding.standing]}")
        exact = sum(finding.standing == "exact" for finding in self.findings)
        return [*lines, f"{exact} of {len(self.findings)} quotes stand exactly."]

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "ok": self.ok,
            "question": self.question,
            "intact": self.intact,
            "quotes": [asdict(finding) for finding in self.findings],
        }


def verify_pack(path: str | Path, find: DocumentLookup) -> PackReport:
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
    # A URL may hold a password before its host, or a token in its query.
    return {
        name: _URL_LOGIN.sub("//", value.partition("?")[0]) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _finding(cited: Mapping[str, Any], find: DocumentLookup) -> Finding:
    # The date is text in a pack, and no matter for the quote's state.
    citation = Citation(**(dict(cited) | {"published": None}))
    state = quote_state(citation, find(citation.document))
    return Finding(
        citation.marker, citation.document, citation.start, citation.end, citation.quote, state
    )


def _read(path: Path) -> dict[str, Any]:
    """The JSON of a pack, which may be in a zip."""
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
    # One form of the same JSON, whatever wrote it.
    plain = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
