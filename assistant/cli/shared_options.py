"""Options that several commands have."""

import argparse

from assistant.cli.option_types import day


def add_model(parser: argparse.ArgumentParser) -> None:
    """`--model`: who words the answer."""
    parser.add_argument(
        "--model",
        metavar="NAME",
        help="quotes, openai:NAME, ollama:NAME, anthropic:NAME or gguf:PATH",
    )


def add_from(parser: argparse.ArgumentParser, key: str) -> None:
    """`--from`: many inputs, a JSON object a line."""
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help=f"read a JSON object with {key} from each line (- is stdin), reply in JSON lines",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """`--since`, `--until`, `--in`: which documents are asked."""
    parser.add_argument("--since", type=day, metavar="DATE", help="only documents from this day on")
    parser.add_argument("--until", type=day, metavar="DATE", help="only documents up to this day")
    add_within(parser)


def add_within(parser: argparse.ArgumentParser) -> None:
    """`--in`: the documents by their names, or the name of a collection."""
    parser.add_argument(
        "--in",
        dest="within",
        action="append",
        metavar="PATTERN",
        help="only documents with such a name, or of collection:NAME; several: of any of them",
    )
