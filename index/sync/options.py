"""How a library is made to match its files."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from index.store.hand_given import DocumentFacts
from index.sync.scan import File


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """What a sync leaves out, leaves alone, and does besides.

    Documents with `excluded` names are left out; files that are `waiting`, because they are being
    written, stay as they were. Foreign files whose paths were `named` are reported as failures.
    Documents that vanish all at once are kept unless `prune`; with `retry` files that could not be
    read are read again, as are those that hold documents `restored` by name. `given` is what was
    given by hand of documents that were taken out, by name.
    """

    excluded: Collection[str] = ()
    named: Collection[str] = ()
    waiting: Callable[[File], bool] = lambda _file: False
    prune: bool = False
    retry: bool = False
    restored: Collection[str] = ()
    given: Mapping[str, DocumentFacts] = field(default_factory=dict)
