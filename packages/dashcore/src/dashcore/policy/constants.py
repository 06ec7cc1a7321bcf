"""Default limits on what a node relays and mines. Mirrors policy/policy.h, policy/packages.h and validation.h."""

from dashcore.policy.feerate import FeeRate
from dashcore.primitives.types import Duffs

DEFAULT_BLOCK_MAX_SIZE = 2_000_000  # bytes; -blockmaxsize
DEFAULT_BLOCK_MIN_TX_FEE = 1000  # duffs per kB; -blockmintxfee
MAX_STANDARD_TX_SIZE = 100_000  # bytes
MIN_STANDARD_TX_SIZE = 83  # bytes: one input with an empty script, one output to a script hash
MAX_P2SH_SIGOPS = 15
MAX_STANDARD_TX_SIGOPS = 4000
DEFAULT_MAX_MEMPOOL_SIZE = 300  # MB; -maxmempool
DEFAULT_MEMPOOL_EXPIRY = 336  # hours; -mempoolexpiry
DEFAULT_INCREMENTAL_RELAY_FEE = 1000  # duffs per kB; -incrementalrelayfee
DEFAULT_BYTES_PER_SIGOP = 20  # -bytespersigop
DEFAULT_PERMIT_BARE_MULTISIG = True  # -permitbaremultisig
DEFAULT_ACCEPT_DATACARRIER = True  # -datacarrier
MAX_OP_RETURN_RELAY = 83  # bytes of the script; -datacarriersize
MAX_STANDARD_SCRIPTSIG_SIZE = 1650  # bytes
MAX_STANDARD_TX_VERSION = 3
DUST_RELAY_TX_FEE = 3000  # duffs per kB; -dustrelayfee
DEFAULT_MIN_RELAY_TX_FEE = 1000  # duffs per kB; -minrelaytxfee
DEFAULT_ANCESTOR_LIMIT = 25  # -limitancestorcount
DEFAULT_ANCESTOR_SIZE_LIMIT = 101  # kB; -limitancestorsize
DEFAULT_DESCENDANT_LIMIT = 25  # -limitdescendantcount
DEFAULT_DESCENDANT_SIZE_LIMIT = 101  # kB; -limitdescendantsize
EXTRA_DESCENDANT_TX_SIZE_LIMIT = 10_000  # bytes; one more child with a single ancestor may have
MAX_PACKAGE_COUNT = 25
MAX_PACKAGE_SIZE = 101  # kB

DEFAULT_DUST_RELAY_RATE = FeeRate(Duffs(DUST_RELAY_TX_FEE))
DEFAULT_MIN_RELAY_RATE = FeeRate(Duffs(DEFAULT_MIN_RELAY_TX_FEE))
