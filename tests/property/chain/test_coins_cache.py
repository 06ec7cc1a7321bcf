"""A stack of caches answers as one plain dictionary does, however it is changed and flushed."""

from hypothesis import given
from hypothesis import strategies as st

from dashcore.chain.coins import Coin, CoinChanges, CoinKey, CoinsCache, coin_key
from dashcore.primitives.transaction import TxOut
from dashcore.primitives.types import BlockHash, Duffs, Script, TxId
from dashcore.util.hashes import NULL_HASH

KEYS = tuple(coin_key(TxId(bytes([number]) * 32), number) for number in range(6))
ACTIONS = ("add", "overwrite", "spend", "get", "push", "flush", "sync", "drop")


class Store:
    """The database: a dictionary, which checks that it is told no nonsense."""

    def __init__(self) -> None:
        self.coins: dict[CoinKey, Coin] = {}

    def get(self, key: CoinKey) -> Coin | None:
        """Return a coin."""
        return self.coins.get(key)

    def best_block(self) -> BlockHash:
        """Return nothing of interest."""
        return BlockHash(NULL_HASH)

    def apply(self, changes: CoinChanges) -> None:
        """Take over changes; a fresh key must be news."""
        for key, coin in changes.coins.items():
            assert key not in changes.fresh or key not in self.coins
            if coin is None:
                self.coins.pop(key, None)
            else:
                self.coins[key] = coin


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 5), st.integers(1, 9)), max_size=60))
def test_like_a_dictionary(steps: list[tuple[str, int, int]]) -> None:
    """Two caches over a store: each look-up sees the last change, whatever was flushed between."""
    store = Store()
    lower = CoinsCache(store)
    upper = CoinsCache(lower)
    model: dict[CoinKey, Coin] = {}
    committed: dict[CoinKey, Coin] = {}
    for action, number, value in steps:
        key = KEYS[number]
        coin = Coin(TxOut(Duffs(value), Script(bytes([0x51]) * value * 20)), value, is_coinbase=False)
        if action == "add" and upper.get(key) is None:
            upper.add(key, coin, may_overwrite=False)
            model[key] = coin
        elif action == "overwrite":
            upper.add(key, coin, may_overwrite=True)
            model[key] = coin
        elif action == "spend":
            assert upper.spend(key) == model.pop(key, None)
        elif action == "get":
            assert upper.get(key) == model.get(key)
        elif action == "push":
            upper.flush()
            committed = dict(model)
        elif action in {"flush", "sync"}:
            upper.flush()
            committed = dict(model)
            lower.flush() if action == "flush" else lower.sync()
            assert store.coins == model
        elif action == "drop":  # a block that failed
            upper = CoinsCache(lower)
            model = dict(committed)
    assert {key: upper.get(key) for key in KEYS} == {key: model.get(key) for key in KEYS}
    upper.flush()
    lower.flush()
    assert store.coins == model
    assert len(upper) == len(lower) == 0
    assert upper.memory_usage() == lower.memory_usage() == 0
