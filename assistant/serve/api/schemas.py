"""The bodies that the API and MCP's tools take, typed: /openapi.json is made of them."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from index.search.filters import COLLECTION
from index.store.document_collections import LONGEST

Day = Annotated[date | None, Field(description="YYYY-MM-DD")]


class TurnBody(BaseModel):
    """One turn of the conversation so far."""

    model_config = ConfigDict(extra="forbid")
    role: Literal["user", "assistant"]
    content: str


class _Filters(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    since: Day = Field(default=None, description="only documents from this day on (YYYY-MM-DD)")
    until: Day = Field(default=None, description="only documents up to this day (YYYY-MM-DD)")
    within: str | None = Field(
        default=None,
        alias="in",
        description="only documents whose names fit this pattern, or one of several, one a line:"
        " reports/*; collection:NAME",
    )
    collection: str | None = Field(
        default=None, description="only documents of the collection of this name, in place of in"
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.within and self.collection:
            raise ValueError("give in or collection: a line collection:NAME of in asks both")
        return self

    @property
    def pattern(self) -> str | None:
        """The pattern of documents' names; None where there is none."""
        if self.collection:
            return COLLECTION + " ".join(self.collection.split())
        return self.within or None


class AskBody(_Filters):
    """A question."""

    question: str = Field(description="the question, in plain words")
    history: list[TurnBody] = Field(default=[], description="the turns before, oldest first")
    strict: bool = Field(default=False, description="leave out what no source bears out")
    id: str = Field(default="", description="handed through to the reply")


class TableBody(_Filters):
    """Questions to ask of each document."""

    questions: list[str] = Field(
        description="in plain words, each a column", min_length=1, max_length=100
    )


class CheckBody(BaseModel):
    """A draft."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(description="the draft whose sentences are compared with the library")
    id: str = Field(default="", description="handed through to the reply")


class SearchBody(_Filters):
    """A query."""

    query: str = Field(description="what to look for, in plain words")
    limit: int | None = Field(default=None, ge=1, le=50, description="how many passages at most")


class DocumentsQuery(_Filters):
    """Which documents to list."""


class CollectionBody(_Filters):
    """Documents to add to a collection: those that are named, and those that pass the filters."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        max_length=LONGEST, description="the collection's name; it is made where it is missing"
    )
    documents: list[str] = Field(
        default=[], description="names of documents, and of folders with a slash at their end"
    )


class NoBody(BaseModel):
    """Nothing."""

    model_config = ConfigDict(extra="forbid")


class ReadBody(BaseModel):
    """A document's name, and which characters of it."""

    model_config = ConfigDict(extra="forbid")
    document: str = Field(description="its name, as citations and passages give it")
    start: int = Field(default=0, ge=0, description="the first character")
    end: int | None = Field(
        default=None, ge=0, description="the character after the last; none: the end"
    )
