"""Extended public keys that a descriptor derived before, so that it needs no private key again.

Mirrors DescriptorCache of script/descriptor.h; the wallet keeps it in its database.
"""

from dataclasses import dataclass, field

from dashcore.crypto.bip32 import ExtPubKey


class CacheConflictError(RuntimeError):
    """Two caches of one descriptor disagree: one is corrupt."""


@dataclass(slots=True)
class DescriptorCache:
    """Keys by the position of their expression in the descriptor.

    Attributes:
        parents: the key whose unhardened children are used.
        derived: hardened children, by child number.
        last_hardened: the key behind the last hardened step of the path.
    """

    parents: dict[int, ExtPubKey] = field(default_factory=dict)
    derived: dict[int, dict[int, ExtPubKey]] = field(default_factory=dict)
    last_hardened: dict[int, ExtPubKey] = field(default_factory=dict)

    def merge_and_diff(self, other: "DescriptorCache") -> "DescriptorCache":
        """Take over what the other has more; return just that.

        Raises:
            CacheConflictError: both have a key at the same place, and not the same.
        """
        diff = DescriptorCache(
            parents=_merge(self.parents, other.parents, "parent xpub"),
            last_hardened=_merge(self.last_hardened, other.last_hardened, "last hardened xpub"),
        )
        for position, keys in other.derived.items():
            new = _merge(self.derived.setdefault(position, {}), keys, "derived xpub")
            if new:
                diff.derived[position] = new
        return diff


def _merge(mine: dict[int, ExtPubKey], theirs: dict[int, ExtPubKey], what: str) -> dict[int, ExtPubKey]:
    new = {}
    for number, key in theirs.items():
        known = mine.get(number)
        if known is None:
            mine[number] = new[number] = key
        elif known != key:
            raise CacheConflictError(f"MergeAndDiff: New cached {what} does not match already cached {what}")
    return new
