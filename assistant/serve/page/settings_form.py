"""The settings' tab: who words the answers, who embeds, when to decline, and the look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.messages import counted, languages, say, texts
from assistant.serve.page.html import Html, element, join
from assistant.settings import QUOTES

EMBEDDERS = ("minilm", "multilingual")
"""The embedders that come with the product."""

THEMES = ("", "light", "dark")
SIZES = ("", "larger", "largest")


@dataclass(frozen=True, slots=True)
class InUse:
    """What is set: the model that is `wanted`, which waits for a key where quotations answer
    meanwhile, `lacking` the key's variable; the `keys` that are set, by their variables, and where
    each is kept.
    """

    wanted: str
    lacking: str
    embedder: str
    confidence: float
    keys: Mapping[str, str]
    file: str


def settings_form(now: InUse, models: Sequence[str], embedders: Sequence[str]) -> Html:
    """The forms of what concerns everybody, each applied by itself."""
    return join([_model(now, models), _confidence(now), _embedder(now, embedders)])


def settings_told(now: InUse, closed: str) -> Html:
    """The same for who may not change it, and why: it is `closed`."""
    facts = {
        say("set.model"): _named(now.wanted),
        say("set.declines_below"): f"{now.confidence:g}",
        say("set.embedder"): _embedder_named(now.embedder),
    }
    listed = (element("div", element("dt", key), element("dd", facts[key])) for key in facts)
    return element(
        "section",
        element("h2", say("set.everybody")),
        element("p", closed, class_="meta"),
        element("dl", *listed, class_="receipt"),
    )


def look_form() -> Html:
    """What each browser keeps for itself; the page's scripts read and apply it."""
    return element(
        "section",
        element("h2", say("set.browser")),
        element(
            "div",
            _look(
                say("set.theme"),
                "theme",
                {one: say(f"set.theme.{one or 'system'}") for one in THEMES},
            ),
            _look(
                say("set.size"), "size", {one: say(f"set.size.{one or 'usual'}") for one in SIZES}
            ),
            _look(
                say("set.language"),
                "language",
                # Each called as who reads it calls it.
                {"": say("set.language.browser")}
                | {one: texts(one)[f"tongue.{one}"] for one in languages()},
            ),
            class_="fields",
        ),
    )


def _look(label: str, name: str, options: Mapping[str, str]) -> Html:
    shown = (element("option", text, value=value) for value, text in options.items())
    return element("label", label, element("select", *shown, data_look=name))


def _model(now: InUse, models: Sequence[str]) -> Html:
    picker = _picker(say("set.model"), "model", now.wanted, {one: _named(one) for one in models})
    hint = "ollama:NAME, gguf:FILE, openai:NAME, anthropic:NAME"
    form = element(
        "form",
        element("div", picker, _other(say("set.other_model"), hint), class_="fields"),
        _key(now),
        element(
            "div",
            element("button", say("set.use_model"), type="submit", class_="first"),
            element("button", say("set.try_model"), type="submit", data_as="try_model"),
            class_="tools",
        ),
        data_do="use_model",
    )
    waiting = now.lacking and element(
        "p",
        say("set.waiting", model=now.wanted, variable=now.lacking),
        class_="notice",
    )
    return element("section", element("h2", say("set.who_words")), waiting, form)


def _key(now: InUse) -> Html:
    """The field of the key, which is never sent back, and what keys there are."""
    field = element("input", name="key", type="password", autocomplete="new-password")
    kept = (
        ("process", say("set.kept_process"), True),
        ("file", say("set.kept_file", file=now.file), False),
    )
    choices = (
        element(
            "label", element("input", type="radio", name="kept", value=key, checked=on), f" {text}"
        )
        for key, text, on in kept
    )
    known = [
        element(
            "li",
            f"{say('set.key_set', variable=variable, where=_kept_in(where))} ",
            element(
                "button",
                say("set.forget"),
                type="button",
                data_do="forget_key",
                data_variable=variable,
                data_sure=say("set.forget_sure"),
                aria_label=say("set.forget_name", variable=variable),
            ),
        )
        for variable, where in now.keys.items()
    ]
    return element(
        "div",
        element("label", say("set.key"), field),
        element("fieldset", element("legend", say("set.key_kept")), *choices),
        known and element("ul", *known, class_="known"),
        class_="key-part",
    )


def _confidence(now: InUse) -> Html:
    field = element(
        "input",
        name="confidence",
        type="number",
        min="0",
        max="1",
        step="any",
        required=True,
        value=f"{now.confidence:g}",
        aria_describedby="confidence-note",
    )
    return element(
        "section",
        element("h2", say("set.when_to_decline")),
        element(
            "form",
            element("div", element("label", say("set.confidence"), field), class_="fields"),
            element("p", say("set.confidence_note"), id="confidence-note", class_="meta"),
            element("div", element("button", say("set.set_it"), type="submit"), class_="tools"),
            data_do="set_confidence",
        ),
    )


def _embedder(now: InUse, embedders: Sequence[str]) -> Html:
    named = {one: _embedder_named(one) for one in embedders}
    return element(
        "section",
        element("h2", say("set.who_embeds")),
        element(
            "form",
            element(
                "div",
                _picker(say("set.embedder"), "embedder", now.embedder, named),
                _other(say("set.other_embedder"), "openai:text-embedding-3-small"),
                class_="fields",
            ),
            element("p", say("set.embedder_note"), class_="meta"),
            element(
                "div", element("button", say("set.use_embedder"), type="submit"), class_="tools"
            ),
            data_do="choose_embedder",
        ),
    )


def confirmation(name: str, now: str, documents: int, passages: int, local: bool) -> Html:
    """What another embedder would mean, to be confirmed."""
    text = say(
        "set.will_embed",
        name=name,
        passages=counted(passages, "passage"),
        documents=counted(documents, "document"),
        now=now,
    )
    sent = "" if local else f" {say('set.sent', provider=name.partition(':')[0])}"
    return element(
        "div",
        element("p", text, sent),
        element(
            "div",
            _button(say("set.index_anew"), "index_anew", name),
            _button(say("set.keep", name=now), "choose_embedder", now),
            class_="tools",
        ),
        class_="notice",
        role="alert",
    )


def told(text: str, failed: bool = False) -> Html:
    """What a step has done, or why it could not."""
    role = "alert" if failed else "status"
    return element("p", text, class_="failure" if failed else "notice", role=role)


def _button(label: str, event: str, embedder: str) -> Html:
    return element(
        "button", label, type="button", data_do=event, data_embedder=embedder, data_other=""
    )


def _picker(label: str, name: str, value: str, options: Mapping[str, str]) -> Html:
    shown = (
        element("option", text, value=key, selected=key == value) for key, text in options.items()
    )
    return element("label", label, element("select", *shown, name=name))


def _other(label: str, hint: str) -> Html:
    field = element("input", name="other", type="text", autocomplete="off", placeholder=hint)
    return element("label", label, field)


def _named(model: str) -> str:
    return say("set.quotations") if model == QUOTES else model


def _embedder_named(name: str) -> str:
    return say(f"set.embedder.{name}") if name in EMBEDDERS else name


def _kept_in(where: str) -> str:
    return say(f"set.key_in.{where}")
