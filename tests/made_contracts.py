"""Twenty service contracts, each with terms of its own; some lack one clause or another."""

from dataclasses import dataclass
from pathlib import Path

QUESTIONS = (
    "Which law governs the contract?",
    "How long is the notice period for termination?",
    "What is the monthly fee?",
    "Until when is information kept confidential?",
    "Who is the supplier?",
)

_LAWS = ("England and Wales", "Scotland", "Ireland", "France", "the Netherlands")
_DAYS = ("thirty", "sixty", "ninety", "forty-five")
_NAMES = ("Alder", "Birch", "Cedar", "Damson", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper")


@dataclass(frozen=True)
class Contract:
    """A contract's text, and what it says on each question, None where it says nothing."""

    name: str
    text: str
    said: tuple[str | None, ...]


def contracts(count: int = 20) -> list[Contract]:
    """The contracts; every fourth names no law, every fifth keeps nothing secret."""
    return [_contract(number) for number in range(count)]


def write_contracts(folder: Path, count: int = 20) -> list[Contract]:
    """The contracts, written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = contracts(count)
    for each in made:
        (folder / each.name).write_text(each.text, encoding="utf-8")
    return made


def _contract(number: int) -> Contract:
    name = f"{_NAMES[number % 10]} {'Facilities' if number < 10 else 'Logistics'} Limited"
    law = None if number % 4 == 3 else _LAWS[number % 5]
    notice = f"{_DAYS[number % 4]} days"
    fee = f"EUR {4_000 + 350 * number:,}"
    secret = None if number % 5 == 4 else f"{2 + number % 4} years after this Agreement ends"
    clauses = [
        f"This Services Agreement is made between Northgate Council (the Customer) and {name}"
        " (the Supplier).",
        "The Supplier shall carry out the services described in Schedule 1 with reasonable skill"
        " and care, and shall keep to the Customer's rules for visitors while on its premises.",
        f"The Customer shall pay the Supplier a monthly fee of {fee}, within thirty days after it"
        " has received an invoice. Interest of four percent a year runs on late payments.",
        f"Either party may terminate this Agreement by giving {notice}' written notice to the"
        " other. Where a party breaks this Agreement in a serious way, the other may end it at"
        " once.",
        "The Supplier shall insure itself against liability to third parties, and shall show the"
        " policy to the Customer on request.",
        "Neither party may assign this Agreement without the written consent of the other, which"
        " shall not be withheld without good reason.",
    ]
    if secret:
        clauses.append(
            f"Each party shall keep the other's information confidential until {secret}, and shall"
            " show it only to those of its staff who need it."
        )
    if law:
        clauses.append(f"This Agreement is governed by the law of {law}.")
    numbered = "\n\n".join(f"{place}. {text}" for place, text in enumerate(clauses, 1))
    said = (law, notice, fee, secret, name)
    return Contract(f"contract_{number + 1:02}.txt", f"SERVICES AGREEMENT\n\n{numbered}\n", said)
