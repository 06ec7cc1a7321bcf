"""Verdicts: why a transaction or block is invalid and what that means for whoever sent it.

    ConsensusError
    ├── InvalidTxError      result: TxResult
    └── InvalidBlockError   result: BlockResult

`reason` is the string peers, RPC and tests read; `result` decides the sender's fate. A
full disk or a bug is never one of these. Mirrors consensus/validation.h.
"""

from enum import Enum, auto


class TxResult(Enum):
    """What kind of fault a transaction has. Source: C++ TxValidationResult."""

    UNSET = 0
    CONSENSUS = auto()  # invalid by consensus rules
    RECENT_CONSENSUS_CHANGE = auto()  # invalid by a rule newer than some nodes
    INPUTS_NOT_STANDARD = auto()  # what it spends fails policy
    NOT_STANDARD = auto()  # fails policy otherwise
    MISSING_INPUTS = auto()
    PREMATURE_SPEND = auto()  # immature coinbase or time lock
    BAD_SPECIAL = auto()  # breaks a special transaction's rule, but not so that the peer is banned at once
    CONFLICT = auto()  # already known, in the pool or the chain
    CONFLICT_LOCK = auto()  # conflicts with an InstantSend lock
    MEMPOOL_POLICY = auto()  # fee, size or ancestor limits
    NO_MEMPOOL = auto()  # this node has no pool


class BlockResult(Enum):
    """What kind of fault a block has. Source: C++ BlockValidationResult."""

    UNSET = 0  # nobody is to blame: the node may lack data
    CONSENSUS = auto()
    RECENT_CONSENSUS_CHANGE = auto()
    CACHED_INVALID = auto()  # known as invalid, the reason was not kept
    INVALID_HEADER = auto()  # proof of work, or time too old
    MUTATED = auto()  # the transactions are not those the header commits to
    MISSING_PREV = auto()
    INVALID_PREV = auto()
    TIME_FUTURE = auto()
    CHECKPOINT = auto()
    CHAINLOCK = auto()  # conflicts with a ChainLock


class ConsensusError(Exception):
    """Base of the verdicts. `reason` is C++'s reject reason, `detail` its debug message, maybe empty."""

    reason: str
    detail: str

    def __str__(self) -> str:
        return f"{self.reason}, {self.detail}" if self.detail else self.reason


class InvalidTxError(ConsensusError):
    """A transaction breaks a rule."""

    def __init__(self, result: TxResult, reason: str, detail: str = "") -> None:
        super().__init__(result, reason, detail)
        self.result = result
        self.reason = reason
        self.detail = detail


class InvalidBlockError(ConsensusError):
    """A block breaks a rule."""

    def __init__(self, result: BlockResult, reason: str, detail: str = "") -> None:
        super().__init__(result, reason, detail)
        self.result = result
        self.reason = reason
        self.detail = detail
