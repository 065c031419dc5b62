"""The settings' tab: who words the answers, who embeds, when to decline, and the look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.serve.page.html import Html, element, join
from assistant.settings import QUOTES

QUOTATIONS = "quotes: quotations, no language model"

EMBEDDERS: Mapping[str, str] = {
    "minilm": "minilm: on this machine, reads English",
    "multilingual": "multilingual: on this machine, a hundred languages",
}
"""The embedders that come with the product, and what they are."""

THEMES = {"": "As the system has it", "light": "Light", "dark": "Dark"}
SIZES = {"": "Usual", "larger": "Larger", "largest": "Largest"}

CLOSED = "This page is shared: whoever runs it changes these, by its options and environment."


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


def settings_told(now: InUse) -> Html:
    """The same for who may not change it."""
    facts = {
        "Model": QUOTATIONS if now.wanted == QUOTES else now.wanted,
        "Declines below a confidence of": f"{now.confidence:g}",
        "Embedder": EMBEDDERS.get(now.embedder, now.embedder),
    }
    listed = (element("div", element("dt", key), element("dd", facts[key])) for key in facts)
    return element(
        "section",
        element("h2", "For everybody"),
        element("p", CLOSED, class_="meta"),
        element("dl", *listed, class_="receipt"),
    )


def look_form() -> Html:
    """What each browser keeps for itself; the page's scripts read and apply it."""
    return element(
        "section",
        element("h2", "This browser"),
        element(
            "div",
            _look("Theme", "theme", THEMES),
            _look("Text size", "size", SIZES),
            class_="fields",
        ),
    )


def _look(label: str, name: str, options: Mapping[str, str]) -> Html:
    shown = (element("option", text, value=value) for value, text in options.items())
    return element("label", label, element("select", *shown, data_look=name))


def _model(now: InUse, models: Sequence[str]) -> Html:
    picker = _picker("Model", "model", now.wanted, {one: _named(one) for one in models})
    hint = "ollama:NAME, gguf:FILE, openai:NAME, anthropic:NAME"
    form = element(
        "form",
        element("div", picker, _other("Another model, by name", hint), class_="fields"),
        _key(now),
        element(
            "div",
            element("button", "Use this model", type="submit", class_="first"),
            element("button", "Test the connection", type="submit", data_as="try_model"),
            class_="tools",
        ),
        data_do="use_model",
    )
    waiting = now.lacking and element(
        "p",
        f"{now.wanted} wants a key ({now.lacking}): quotations answer until it is given here.",
        class_="notice",
    )
    return element("section", element("h2", "Who words the answers"), waiting, form)


def _key(now: InUse) -> Html:
    """The field of the key, which is never sent back, and what keys there are."""
    field = element("input", name="key", type="password", autocomplete="new-password")
    kept = (
        ("process", "until the page is ended", True),
        ("file", f"in {now.file}, which only its owner can read", False),
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
            f"{variable} is set ({where}). ",
            element(
                "button",
                "Forget it",
                type="button",
                data_do="forget_key",
                data_variable=variable,
                data_sure="Forget the key?",
                aria_label=f"Forget {variable}",
            ),
        )
        for variable, where in now.keys.items()
    ]
    return element(
        "div",
        element("label", "Key, where the model wants one that is not set", field),
        element("fieldset", element("legend", "The key is kept"), *choices),
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
    note = "From 0 to 1: the higher, the surer an answer must be; below it, a question is declined."
    return element(
        "section",
        element("h2", "When to decline"),
        element(
            "form",
            element("div", element("label", "Confidence", field), class_="fields"),
            element("p", note, id="confidence-note", class_="meta"),
            element("div", element("button", "Set it", type="submit"), class_="tools"),
            data_do="set_confidence",
        ),
    )


def _embedder(now: InUse, embedders: Sequence[str]) -> Html:
    named = {one: EMBEDDERS.get(one, one) for one in embedders}
    note = "Another embedder indexes the library anew, after you have confirmed it."
    return element(
        "section",
        element("h2", "Who embeds"),
        element(
            "form",
            element(
                "div",
                _picker("Embedder", "embedder", now.embedder, named),
                _other("Another embedder, by name", "openai:text-embedding-3-small"),
                class_="fields",
            ),
            element("p", note, class_="meta"),
            element("div", element("button", "Use this embedder", type="submit"), class_="tools"),
            data_do="choose_embedder",
        ),
    )


def confirmation(name: str, now: str, documents: int, passages: int, local: bool) -> Html:
    """What another embedder would mean, to be confirmed."""
    count = f"{passages:,} passage{'s' * (passages != 1)} of {documents:,} document"
    text = (
        f"{name} will embed {count}{'s' * (documents != 1)} anew; {now} answers until it is done."
    )
    sent = f" Every passage is sent to {name.partition(':')[0]}." if not local else ""
    return element(
        "div",
        element("p", text, sent),
        element(
            "div",
            _button("Index anew", "index_anew", name),
            _button(f"Keep {now}", "choose_embedder", now),
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
    return QUOTATIONS if model == QUOTES else model
