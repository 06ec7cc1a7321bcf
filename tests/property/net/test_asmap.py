"""Maps of autonomous systems: whatever a file holds, it is refused or every address finds its way."""

from hypothesis import given
from hypothesis import strategies as st

from dashcore.net.addresses.asmap import Asmap, AsmapError

SOUND = (bytes.fromhex("0100c0004000"), bytes.fromhex("070019004001"))  # one jumps, one compares


def spoilt(data: bytes, at: int, value: int, tail: bytes) -> bytes:
    """Change a byte, and put more behind."""
    at %= len(data)
    return data[:at] + bytes([value]) + data[at + 1 :] + tail


almost = st.builds(spoilt, st.sampled_from(SOUND), st.integers(0, 9), st.integers(0, 255), st.binary(max_size=8))


@given(st.one_of(st.binary(max_size=60), st.sampled_from(SOUND), almost), st.binary(min_size=16, max_size=16))
def test_any_file(data: bytes, address: bytes) -> None:
    """Neither an error of another kind nor a loop without end."""
    try:
        found = Asmap(data)
    except AsmapError:
        return
    assert 0 <= found.find(address) < 1 << 32
