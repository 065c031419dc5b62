"""The names of documents that are left out of a library, those erased as fingerprints alone."""

import hashlib
from collections.abc import Sequence


class ExcludedNames(frozenset[str]):
    """Names, and fingerprints of names; a name is in it by either."""

    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or super().__contains__(fingerprint(str(name)))

    def without(self, files: Sequence[str]) -> "ExcludedNames":
        """Those left where files of these names, with all that is in them, are wanted again."""
        wanted = set(map(fingerprint, files))
        return ExcludedNames(
            name for name in self if name not in wanted and not name.startswith(tuple(files))
        )


def fingerprint(name: str) -> str:
    """What shows that a name is meant, and does not tell it."""
    return f"sha256:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"
