"""The tab for the library: its documents listed, files added, removed, folders synced again."""

import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from assistant.app import Assistant
from assistant.errors import LibraryError, translated
from assistant.history.erasure import erase
from assistant.messages import say
from assistant.serve.page.backend import Backend
from assistant.serve.page.html import EMPTY, Html, element, join
from assistant.serve.page.library_table import COLUMNS, library_table, sync_summary
from assistant.serve.page.session import Changes, Session
from assistant.serve.page.welcome import welcome
from index.library.catalog import behind_line
from index.load.address import is_address
from index.search.filters import COLLECTION
from index.sync.report import Progress, SyncReport


class LibraryTab:
    """The tab for the library, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def listed(self, session: Session) -> Changes:
        """The documents, as this session searches and sorts them."""
        records = self._backend.records()
        if name := session.view.collection:
            with translated():
                own = self._backend.assistant.library.filtered(pattern=f"{COLLECTION}{name}")
            names = {source.name for source in own}
            records = [one for one in records if one.source.name in names]
        table = library_table(records, session.view, self._backend.text)
        if behind := self._backend.behind():
            table = join([element("p", behind_line(behind), role="status"), table])
        return {"table": table}

    def view(self, collection: str, session: Session) -> Changes:
        """The documents of a collection alone; of "" all."""
        if collection:
            with translated():  # nothing changes where there is none of this name any more
                self._backend.assistant.library.collections.members(collection)
        session.view = replace(session.view, collection=collection)
        return self.listed(session)

    def welcome(self) -> Html:
        """The first sight of the page, with examples of what the library answers now."""
        assistant = self._backend.assistant
        records = self._backend.records()
        backend = self._backend
        lacking = f"{say('start.wants', model=backend.wanted)} " if backend.lacking else ""
        may_add = backend.desks.user.may("editor")
        return welcome(
            assistant.examples(), records, assistant.settings.engine, lacking, may_add=may_add
        )

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

    def remove(self, names: Sequence[str], session: Session) -> Changes:
        """Removes documents; their files stay, so that they can be restored."""
        with translated():
            self._backend.assistant.library.remove(*names)
        if len(names) == 1:
            told = say("library.removed", name=names[0])
        else:
            told = say("library.removed_many", count=f"{len(names):,}")
        return self.listed(session) | {"told": _gone(told)}

    def restore(self, names: Sequence[str], session: Session) -> Iterator[Changes]:
        """Brings removed documents back; all of them where none is named."""
        with translated():
            removed = self._backend.assistant.library.removed()
        yield from self._indexed(session, [], [], restored=names or removed)

    def dismiss(self, name: str, session: Session) -> Changes:
        """Puts a fault aside; of a file that was uploaded here, the file and its row too."""
        uploads = self._backend.uploads.resolve()
        for record in self._backend.records():
            is_upload = Path(record.path).is_relative_to(uploads)
            if record.source.name == name and record.error and is_upload:
                Path(record.path).unlink(missing_ok=True)
                with translated():
                    self._backend.assistant.library.remove(name, keep_out=False)
        report = session.report or SyncReport()
        report.failed[:] = [(one, why) for one, why in report.failed if one != name]
        return self.listed(session) | _told(sync_summary(report) if report.failed else EMPTY)

    def erase(self, name: str, session: Session) -> Changes:
        """Erases a document for good, with the kept answers that show it."""
        assistant = self._backend.assistant
        names = erase(assistant.library, assistant.settings.data, name)
        return self.listed(session) | {"told": _gone(say("library.erased", names=", ".join(names)))}

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

    def _sync(
        self,
        assistant: Assistant,
        paths: Sequence[Path | str],
        progress: Callable[[Progress], None],
        passwords: Sequence[str],
        restored: Sequence[str],
    ) -> SyncReport:
        if not restored:
            return assistant.index(*paths, progress=progress, passwords=passwords)
        with translated(), assistant.loader() as loader:
            return assistant.library.index([], loader, progress, restored=restored)

    def _keep(self, file: Path) -> Path:
        """A copy under the file's own name, without a dot that would have it skipped as hidden."""
        return Path(
            shutil.copyfile(file, self._backend.upload_place(file.name.lstrip(".") or "file"))
        )

    def _indexed(
        self,
        session: Session,
        paths: Sequence[Path | str],
        names: Sequence[str],
        passwords: Sequence[str] = (),
        restored: Sequence[str] = (),
    ) -> Iterator[Changes]:
        """Indexes in a thread, and shows the progress."""
        news: SimpleQueue[Progress | SyncReport | Exception] = SimpleQueue()
        assistant = self._backend.assistant  # here: in the thread nobody would be asking

        def index() -> None:
            try:
                news.put(self._sync(assistant, paths, news.put, passwords, restored))
            except Exception as error:  # whatever it is: somebody waits for the news
                news.put(error)

        threading.Thread(target=index, name="index", daemon=True).start()
        yield _told(_progress(Progress(0, len(names), 0))) | {"files": None, "dropped": None}
        while isinstance(latest := news.get(), Progress):
            yield _told(_progress(latest))
        if isinstance(latest, Exception):
            raise latest
        session.report = _with_missing(latest, names)
        yield self.listed(session) | _told(sync_summary(session.report))


def _gone(text: str) -> Html:
    return element("p", text, role="status")


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
