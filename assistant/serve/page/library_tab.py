"""The library's tab: what is in it, files dragged in, taken out, folders looked at again."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from assistant.errors import AssistantError, LibraryError
from assistant.serve.page.desk import Desk
from assistant.serve.page.html import Html, element, join
from assistant.serve.page.library_table import COLUMNS, table, told
from assistant.serve.page.session import Session
from index.sync.report import Progress, Report

Parts = dict[str, Any]


class LibraryTab:
    """The tab, over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def listed(self, session: Session) -> Parts:
        """The documents, as this tab looks at them."""
        return {"table": table(self._desk.records(), session.view)}

    def search(self, words: str, session: Session) -> Parts:
        """The documents that hold these words."""
        session.view = replace(session.view, search=words)
        return self.listed(session)

    def sort(self, column: str, session: Session) -> Parts:
        """The documents by a column; by the same once more, the other way round."""
        by = next(one for one in COLUMNS if one == column)
        again = session.view.by == by and not session.view.descending
        session.view = replace(session.view, by=by, descending=again)
        return self.listed(session)

    def remove(self, name: str, session: Session) -> Parts:
        """Takes a document out, and its file with it where it was dragged in here."""
        records = self._desk.records()
        self._desk.assistant.remove(name)
        for path in {one.path for one in records if one.source.name == name}:
            shared = sum(one.path == path for one in records) > 1
            if not shared and Path(path).is_relative_to(self._desk.uploads.resolve()):
                Path(path).unlink(missing_ok=True)
        gone = element("p", f"{name} is out of the library.", role="status")
        return self.listed(session) | {"told": gone}

    def add(self, files: Sequence[str], session: Session) -> Iterator[Parts]:
        """Keeps files that were dragged in, and reads them."""
        if not files:
            return
        folder = self._desk.uploads
        try:
            folder.mkdir(parents=True, exist_ok=True)
            kept = [self._keep(Path(file)) for file in files]
        except OSError as error:
            raise LibraryError(
                f"{folder} can't take the files ({error.strerror}): check its permissions"
            ) from error
        yield from self._indexed(session, [folder, *kept], [path.name for path in kept])

    def refresh(self, session: Session) -> Iterator[Parts]:
        """Looks at every folder again."""
        yield from self._indexed(session, [], [])

    def _keep(self, file: Path) -> Path:
        """The file under its own name; a hidden one would be passed over."""
        return Path(shutil.copyfile(file, self._desk.uploads / (file.name.lstrip(".") or "file")))

    def _indexed(
        self, session: Session, paths: Sequence[Path], names: Sequence[str]
    ) -> Iterator[Parts]:
        """Indexes in a thread, showing how far it is."""
        heard: SimpleQueue[Progress | Report | AssistantError] = SimpleQueue()

        def index() -> None:
            try:
                heard.put(self._desk.assistant.index(*paths, progress=heard.put))
            except AssistantError as error:
                heard.put(error)

        threading.Thread(target=index, name="index", daemon=True).start()
        yield {"told": _progress(Progress(0, len(names), 0)), "files": None}
        while isinstance(news := heard.get(), Progress):
            yield {"told": _progress(news)}
        if isinstance(news, AssistantError):
            raise news
        yield self.listed(session) | {"told": told(_with_missing(news, names))}


def _with_missing(report: Report, names: Sequence[str]) -> Report:
    """The report with a fault for every file that it says nothing of."""
    kinds = (report.added, report.updated, report.moved, report.unchanged)
    mentioned = {one for kind in kinds for one in kind} | {one for one, _ in report.failed}
    for name in names:
        if not any(one.partition("/")[2].startswith(name) for one in mentioned):
            report.failed.append((name, "holds nothing that could be read"))
    return report


def _progress(news: Progress) -> Html:
    total = max(news.total, 1)
    said = f"Reading: {news.files} of {news.total} files, {news.passages:,} passages embedded…"
    bar = element("progress", value=news.files, max=total, aria_label="Files read")
    return join([element("p", said, role="status"), bar])
