"""snake_case <-> camelCase, mechanically, and names for the types a schema needs besides the declared ones."""

import re


def camel(name: str) -> str:
    """`find_block` -> `findBlock`; a trailing underscore (to avoid a Python keyword) is dropped."""
    head, *rest = [part for part in name.split("_") if part] or [name]
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def capital(name: str) -> str:
    """`find_block` or `findBlock` -> `FindBlock`."""
    name = camel(name)
    return name[:1].upper() + name[1:]


def snake(name: str) -> str:
    """`findBlock` -> `find_block`, `getTransactionsByTxID` -> `get_transactions_by_tx_id`."""
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name).lower()
