"""Ports that peers rather not connect to: other programs' and privileged ones. Mirrors IsBadPort of netbase.cpp."""

from typing import Final

_BAD_PORTS: Final = frozenset(
    {
        *range(1, 1024),
        *(1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6697),
        *(8332, 8333, 10080, 18332, 18333),
    }
)


def is_bad_port(port: int) -> bool:
    """Whether browsers and peers avoid a port, so that nobody can make them attack what is there."""
    return port in _BAD_PORTS
