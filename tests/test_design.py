"""The house's rules, read off the source: which module may import what."""

import ast
import subprocess
import sys
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
    *("onnxruntime", "openai", "tantivy", "tokenizers", "pydantic", "fastapi", "uvicorn"),
}

HOMES = {
    "chromadb": ("index.store",),
    "tantivy": ("index.search", "index.text"),
    "onnxruntime": ("index.model_files",),
    "tokenizers": ("index.model_files",),
    "gradio": ("assistant.serve",),
    "fastapi": ("assistant.serve",),
    "uvicorn": ("assistant.serve",),
    "openai": ("assistant.llm.models",),
    "dotenv": ("assistant.settings",),
    **dict.fromkeys(
        ("langchain", "langchain_core", "langchain_openai", "langsmith"),
        (
            "assistant.answering.chain",
            "assistant.llm.models",
            "assistant.llm.client",
            "assistant.answering.engines",
            "index.embed",
        ),
    ),
}
"""The modules, or packages, that alone may import a dependency."""


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


@pytest.mark.parametrize("module", trees())
def test_the_arrows_run_one_way(module: str) -> None:
    room = module.partition(".")[0]
    forbidden = {"index": ("assistant", "prompts"), "prompts": ("assistant", "index")}
    for name in imported(ast.walk(trees()[module])):
        assert not any(within(name, other) for other in forbidden.get(room, ())), name
        assert not within(name, "tests")
        assert not within(name, "benchmarks")


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
        "assistant.answering.chain": ("langchain_core",),
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
    shown = {name for name in vars(assistant.Assistant) if not name.startswith("_")}
    assert shown == {
        *("answer", "stream", "check", "request", "chain", "pipeline"),
        *("library", "index", "remove", "text", "examples", "reader"),
    }
