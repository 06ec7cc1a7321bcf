"""What a screen may ask of a node, and hear from it. Mirrors interfaces/node.h without its masternode parts."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, IntFlag

from dashcore.interfaces.chain import CoinInfo
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import SecretJson
from dashcore.interfaces.wallet import WalletLoader
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, UnixTime


class SynchronizationState(IntEnum):
    """How far the node is. Source: C++ SynchronizationState."""

    INIT_REINDEX = 0
    INIT_DOWNLOAD = 1
    POST_INIT = 2


class ConnectionDirection(IntFlag):
    """Which connections are meant. Source: C++ ConnectionDirection."""

    NONE = 0
    IN = 1
    OUT = 2
    BOTH = 3


class MessageStyle(IntFlag):
    """How a message is shown. Source: C++ CClientUIInterface::MessageBoxFlags."""

    ICON_INFORMATION = 0
    ICON_WARNING = 1
    ICON_ERROR = 2
    BTN_OK = 0x00000400
    BTN_ABORT = 0x00040000
    MODAL = 0x10000000
    SECURE = 0x40000000  # not to be logged
    MSG_ERROR = ICON_ERROR | BTN_OK | MODAL


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTip:
    """The end of a chain. Source: C++ interfaces::BlockTip."""

    height: Height
    time: UnixTime
    hash: BlockHash


@dataclass(frozen=True, slots=True, kw_only=True)
class TipInfo:
    """Where chain and headers stand. Source: C++ BlockAndHeaderTipInfo."""

    block_height: Height
    block_time: UnixTime
    header_height: Height
    header_time: UnixTime
    verification_progress: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxySettings:
    """The proxy of a network; empty `address` where there is none."""

    address: str
    randomize_credentials: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAddress:
    """An address this node is reached at. `score`: how sure that is."""

    host: str
    port: int
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A banned address or subnet, seconds since 1970."""

    subnet: str
    created: UnixTime
    until: UnixTime


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStats:
    """A connected peer. Source: C++ CNodeStats, CNodeStateStats.

    Args (constructor):
        id: number of the connection; no other one ever has it.
        address: the peer's, with its port, or the name it was connected by.
        address_bind: our end; "" if unknown.
        address_local: our address as the peer sees it; "" if it did not say.
        network: ipv4, ipv6, onion, i2p, cjdns or not_publicly_routable.
        mapped_as: its autonomous system, 0 if unknown.
        services: names of what it offers.
        relays_txs: it wants transactions.
        last_send, last_recv, last_tx, last_block: when; 0 for never.
        time_offset: seconds its clock is ahead.
        ping_us, min_ping_us: how long its last answer and its fastest took; None before the first.
        ping_wait_us: how long an answer is due; 0 if none is.
        is_highbandwidth_to: we want its compact blocks unasked; `_from`: it wants ours.
        starting_height, synced_headers, synced_blocks: -1 if unknown.
        connection_type: inbound, outbound-full-relay, block-relay-only, manual, addr-fetch or feeler.
        transport: detecting, v1 or v2.
        session_id: hex that both ends of an encrypted connection can compare; "" without one.
        host: the peer's address without its port, which can be banned.
    """

    id: int
    address: str
    address_bind: str
    address_local: str
    network: str
    mapped_as: int
    services: tuple[str, ...]
    relays_txs: bool
    last_send: UnixTime
    last_recv: UnixTime
    last_tx: UnixTime
    last_block: UnixTime
    bytes_sent: int
    bytes_recv: int
    connected_at: UnixTime
    time_offset: int
    ping_us: int | None
    min_ping_us: int | None
    ping_wait_us: int
    version: int
    subversion: str
    is_inbound: bool
    is_highbandwidth_to: bool
    is_highbandwidth_from: bool
    misbehavior_score: int
    starting_height: Height
    synced_headers: Height
    synced_blocks: Height
    is_addr_relay_enabled: bool
    addr_processed: int
    addr_rate_limited: int
    permissions: tuple[str, ...]
    connection_type: str
    transport: str
    session_id: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MempoolUsage:
    """The pool: transactions, bytes of memory, and how many bytes it may take."""

    count: int
    bytes: int
    max_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UiMessage:
    """Something to be shown; `style` is bits of `MessageStyle`."""

    text: str
    caption: str
    style: int


class Node(ABC):
    """One running node. Any thread may call.

    Callbacks come on threads of the node and must return soon; they end when the handler disconnects.
    Settings and results of RPC commands cross as JSON text.
    """

    # Its life

    @abstractmethod
    def base_initialize(self, global_args: GlobalArgs) -> bool:
        """Take the configuration and check it; False (after a message box) where it cannot be.

        Of a node that runs already: True, and nothing is taken over.
        """

    @abstractmethod
    def app_init_main(self) -> TipInfo | None:
        """Start the node, and return once it serves commands; None (after a message box) where it could not start.

        Of a node that runs already: at once.
        """

    @abstractmethod
    def app_shutdown(self) -> None:
        """Stop a node that this program started, and return when everything is on disk; else do nothing."""

    @abstractmethod
    def start_shutdown(self) -> None:
        """Ask the node to stop; returns at once."""

    @abstractmethod
    def shutdown_requested(self) -> bool:
        """Whether the node stops."""

    # Settings

    @abstractmethod
    def is_setting_ignored(self, name: str) -> bool:
        """Whether the command line or dash.conf overrides a value of settings.json."""

    @abstractmethod
    def get_persistent_setting(self, name: str) -> str:
        """Value that is not the command line's; `null` where there is none."""

    @abstractmethod
    def update_rw_setting(self, name: str, value: str) -> bool:
        """Set a value of settings.json, or remove it with `null`; False where writing failed."""

    @abstractmethod
    def force_setting(self, name: str, value: str) -> None:
        """Override a setting while the node runs; `null` ends that."""

    @abstractmethod
    def reset_settings(self) -> bool:
        """Empty settings.json, after keeping a copy as settings.json.bak; False where writing failed."""

    # The chain

    @abstractmethod
    def get_warnings(self) -> str:
        """Warning to show, empty for none."""

    @abstractmethod
    def get_tip_info(self) -> TipInfo:
        """Where chain and headers stand; heights are -1 before genesis."""

    @abstractmethod
    def get_best_block_hash(self) -> BlockHash:
        """Hash of the tip; of genesis before there is one."""

    @abstractmethod
    def is_initial_block_download(self) -> bool:
        """Whether the node still catches up."""

    @abstractmethod
    def is_loading_blocks(self) -> bool:
        """Whether the node imports or reindexes."""

    @abstractmethod
    def get_mempool_usage(self) -> MempoolUsage:
        """How full the pool is."""

    @abstractmethod
    def get_unspent_output(self, outpoint: OutPoint) -> CoinInfo | None:
        """Coin of the chain behind an outpoint, None where spent or unknown; the mempool is not looked at."""

    @abstractmethod
    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs) -> str:
        """Submit a transaction and relay it; the answer says why not, empty where it was taken."""

    @abstractmethod
    def get_dust_relay_fee(self) -> DuffsPerKb:
        """-dustrelayfee."""

    # The network

    @abstractmethod
    def get_node_count(self, direction: ConnectionDirection) -> int:
        """Number of connections."""

    @abstractmethod
    def get_network_active(self) -> bool:
        """Whether there may be connections."""

    @abstractmethod
    def set_network_active(self, active: bool) -> None:
        """Let there be connections, or none."""

    @abstractmethod
    def get_total_bytes_received(self) -> int:
        """Bytes received from peers since the start."""

    @abstractmethod
    def get_total_bytes_sent(self) -> int:
        """Bytes sent to peers since the start."""

    @abstractmethod
    def get_local_addresses(self) -> tuple[LocalAddress, ...]:
        """Addresses this node is reached at."""

    @abstractmethod
    def get_proxy(self, network: str) -> ProxySettings:
        """Proxy for ipv4, ipv6, onion, i2p or cjdns."""

    @abstractmethod
    def get_banned(self) -> tuple[Ban, ...]:
        """The bans in force."""

    @abstractmethod
    def ban(self, subnet: str, seconds: int) -> bool:
        """Ban an address or subnet from now on; False for one that cannot be read."""

    @abstractmethod
    def unban(self, subnet: str) -> bool:
        """End a ban; False where there is none."""

    # Commands and wallets

    @abstractmethod
    def execute_rpc(self, command: str, params: SecretJson, uri: str) -> SecretJson:
        """Run an RPC command.

        Args:
            params: a list, or an object for named parameters.
            uri: `/wallet/<name>` for a wallet's commands, else `/`.

        Raises:
            RpcError: the command refuses.
        """

    @abstractmethod
    def list_rpc_commands(self) -> tuple[str, ...]:
        """Names of all commands, for completion."""

    @abstractmethod
    def wallet_loader(self) -> WalletLoader | None:
        """Where the wallets are; None without any."""

    # What it tells

    @abstractmethod
    def handle_init_message(self, fn: Callable[[str], None]) -> Handler:
        """Hear what the start is doing."""

    @abstractmethod
    def handle_message_box(self, fn: Callable[[UiMessage], None]) -> Handler:
        """Show messages that the user must see."""

    @abstractmethod
    def handle_show_progress(self, fn: Callable[[str, int, bool], None]) -> Handler:
        """Hear of long work: title, per cent (100 ends it), whether it can be resumed."""

    @abstractmethod
    def handle_num_connections_changed(self, fn: Callable[[int], None]) -> Handler:
        """Hear how many connections there are now."""

    @abstractmethod
    def handle_network_active_changed(self, fn: Callable[[bool], None]) -> Handler:
        """Hear whether there may be connections."""

    @abstractmethod
    def handle_alert_changed(self, fn: Callable[[], None]) -> Handler:
        """Hear that `get_warnings` changed."""

    @abstractmethod
    def handle_banned_list_changed(self, fn: Callable[[], None]) -> Handler:
        """Hear that `get_banned` changed."""

    @abstractmethod
    def handle_block_tip(self, fn: Callable[[SynchronizationState, BlockTip, float], None]) -> Handler:
        """Hear of a new tip, with the verification progress from 0.0 to 1.0."""

    @abstractmethod
    def handle_header_tip(self, fn: Callable[[SynchronizationState, BlockTip, float], None]) -> Handler:
        """Hear of a new best header, with the progress of headers from 0.0 to 1.0."""

    @abstractmethod
    def handle_chain_lock(self, fn: Callable[[BlockHash, Height], None]) -> Handler:
        """Hear of a new best ChainLock."""

    # Peers: behind all else, for numbers of methods only grow

    @abstractmethod
    def get_nodes_stats(self) -> tuple[NodeStats, ...]:
        """Peers that are connected, the oldest connection first."""

    @abstractmethod
    def disconnect_by_id(self, number: int) -> bool:
        """End a connection by its number; False where there is none."""

    @abstractmethod
    def disconnect_by_address(self, address: str) -> bool:
        """End all connections to an address, which is given without a port; False where there are none."""

    @abstractmethod
    def handle_question(self, fn: Callable[[UiMessage], bool]) -> Handler:
        """Answer what the start may ask: yes or no. The start waits for the answer; without anybody who answers it is no."""
