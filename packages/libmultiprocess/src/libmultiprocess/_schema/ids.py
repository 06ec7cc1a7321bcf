"""Cap'n Proto ids: derived the way the capnp compiler derives them from the parent's id and the name."""

import hashlib

HIGH_BIT = 1 << 63


def child_id(parent: int, name: str) -> int:
    """The id of the type `name` declared inside `parent` (a file or another type)."""
    digest = hashlib.md5(parent.to_bytes(8, "little") + name.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big") | HIGH_BIT


def file_id(name: str) -> int:
    """An id for a schema file that was given none: any number will do, as long as it never changes."""
    digest = hashlib.sha256(b"libmultiprocess schema file " + name.encode()).digest()
    return int.from_bytes(digest[:8], "big") | HIGH_BIT
