"""The names of documents that are left out of a library, those erased as fingerprints alone."""

import hashlib
from collections.abc import Iterable, Sequence

PREFIX = "sha256:"
"""What a fingerprint begins with."""


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

    def less(self, names: Iterable[str]) -> "ExcludedNames":
        """Those left without these names."""
        return ExcludedNames(self - set(names))

    def plain(self, but: "ExcludedNames | None" = None) -> list[str]:
        """The names that are no fingerprints, in their order; none that is in `but`."""
        return sorted(
            name for name in self if not name.startswith(PREFIX) and name not in (but or ())
        )


def fingerprint(name: str) -> str:
    """What shows that a name is meant, and does not tell it."""
    return f"{PREFIX}{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"
