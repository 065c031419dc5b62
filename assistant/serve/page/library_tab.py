"""The tab for the library: its documents listed, files added, removed, folders synced again."""

import hashlib
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from assistant.errors import AssistantError, LibraryError
from assistant.history.erasure import erase
from assistant.messages import say
from assistant.serve.page.backend import Backend
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.library_table import COLUMNS, library_table, sync_summary
from assistant.serve.page.session import Changes, Session
from assistant.serve.page.welcome import welcome
from index.load.address import is_address
from index.sync.report import Progress, SyncReport


class LibraryTab:
    """The tab for the library, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def listed(self, session: Session) -> Changes:
        """The documents, as this session searches and sorts them."""
        return {"table": library_table(self._backend.records(), session.view, self._backend.text)}

    def welcome(self) -> Html:
        """The first sight of the page, with examples of what the library answers now."""
        assistant = self._backend.assistant
        records = self._backend.records()
        return welcome(assistant.examples(), records, assistant.settings.engine)

    def search(self, words: str, session: Session) -> Changes:
        """The documents that hold these words."""
        session.view = replace(session.view, search=words)
        return self.listed(session)

    def sort(self, column: str, session: Session) -> Changes:
        """The documents by a column; by the same once more, in descending order."""
        # StopIteration where the browser sent what is no column.
        by = next(one for one in COLUMNS if one == column)
        again = session.view.by == by and not session.view.descending
        session.view = replace(session.view, by=by, descending=again)
        return self.listed(session)

    def remove(self, name: str, session: Session) -> Changes:
        """Removes a document, and its file with it where it was uploaded here."""
        records = self._backend.records()
        self._backend.assistant.remove(name)
        for path in {one.path for one in records if one.source.name == name}:
            # A mailbox or an archive holds several documents.
            shared = sum(one.path == path for one in records) > 1
            if not shared and Path(path).is_relative_to(self._backend.uploads.resolve()):
                Path(path).unlink(missing_ok=True)
        gone = element("p", say("library.removed", name=name), role="status")
        return self.listed(session) | {"told": gone}

    def dismiss(self, name: str, session: Session) -> Changes:
        """Puts a fault aside; of a file that was uploaded here, the file and its row too."""
        uploads = self._backend.uploads.resolve()
        for record in self._backend.records():
            is_upload = Path(record.path).is_relative_to(uploads)
            if record.source.name == name and record.error and is_upload:
                self.remove(name, session)
        report = session.report or SyncReport()
        report.failed[:] = [(one, why) for one, why in report.failed if one != name]
        return self.listed(session) | _told(sync_summary(report) if report.failed else EMPTY)

    def erase(self, name: str, session: Session) -> Changes:
        """Erases a document for good, with the kept answers that show it."""
        assistant = self._backend.assistant
        names = erase(assistant.library, assistant.settings.data, name)
        gone = element("p", say("library.erased", names=", ".join(names)), role="status")
        return self.listed(session) | {"told": gone}

    def paste(self, words: str, session: Session) -> Iterator[Changes]:
        """Fetches a web address, or keeps a text as a file; then indexes that."""
        words = words.strip()
        if not words:
            return
        if is_address(words):
            yield from self._indexed(session, [words], [])
            return
        with TemporaryDirectory(prefix="assistant-") as folder:
            # Called by its first words, and by its content where two begin alike.
            first = re.sub(r"[^\w-]+", "-", words.split("\n", 1)[0])[:40].strip("-") or "text"
            mark = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]
            file = Path(folder, f"{first}-{mark}.txt")
            file.write_text(words, "utf-8", "replace")
            yield from self.add([str(file)], session)

    def unlock(self, password: str, session: Session) -> Iterator[Changes]:
        """Reads again what could not be read, with a password for encrypted files."""
        if password:
            yield from self._indexed(session, [], [], [password])

    def add(self, files: Sequence[str], session: Session) -> Iterator[Changes]:
        """Keeps uploaded files, and indexes them. Raises LibraryError where they can't be kept."""
        if not files:
            return
        folder = self._backend.uploads
        try:
            folder.mkdir(parents=True, exist_ok=True)
            kept = [self._keep(Path(file)) for file in files]
        except OSError as error:
            raise LibraryError(
                f"{folder} can't take the files ({error.strerror}): check its permissions"
            ) from error
        yield from self._indexed(session, [folder, *kept], [path.name for path in kept])

    def refresh(self, session: Session) -> Iterator[Changes]:
        """Syncs every folder again."""
        yield from self._indexed(session, [], [])

    def _keep(self, file: Path) -> Path:
        """A copy under the file's own name, without a dot that would have it skipped as hidden."""
        return Path(
            shutil.copyfile(file, self._backend.uploads / (file.name.lstrip(".") or "file"))
        )

    def _indexed(
        self,
        session: Session,
        paths: Sequence[Path | str],
        names: Sequence[str],
        passwords: Sequence[str] = (),
    ) -> Iterator[Changes]:
        """Indexes in a thread, and shows the progress."""
        news: SimpleQueue[Progress | SyncReport | AssistantError] = SimpleQueue()

        def index() -> None:
            try:
                assistant = self._backend.assistant
                news.put(assistant.index(*paths, progress=news.put, passwords=passwords))
            except AssistantError as error:
                news.put(error)

        threading.Thread(target=index, name="index", daemon=True).start()
        yield _told(_progress(Progress(0, len(names), 0))) | {"files": None, "dropped": None}
        while isinstance(latest := news.get(), Progress):
            yield _told(_progress(latest))
        if isinstance(latest, AssistantError):
            raise latest
        session.report = _with_missing(latest, names)
        yield self.listed(session) | _told(sync_summary(session.report))


def _told(news: Html) -> Changes:
    """News of what is being added, in the library's tab and on the first screen alike."""
    return {"told": news, "added": news}


def _with_missing(report: SyncReport, names: Sequence[str]) -> SyncReport:
    """The report with a fault for every file that it does not mention."""
    kinds = (report.added, report.updated, report.moved, report.unchanged)
    mentioned = {one for kind in kinds for one in kind} | {one for one, _ in report.failed}
    for name in names:
        # A document's name is its folder's, its file's, and the part's inside the file.
        if not any(one.partition("/")[2].startswith(name) for one in mentioned):
            report.failed.append((name, "holds nothing that could be read"))
    return report


def _progress(now: Progress) -> Html:
    passages = f"{now.passages:,}"
    text = say("library.reading", files=now.files, total=now.total, passages=passages)
    name = say("library.files_read")
    bar = element("progress", value=now.files, max=max(now.total, 1), aria_label=name)
    return join([element("p", text, role="status"), bar])
