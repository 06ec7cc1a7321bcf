"""The node as a screen sees it: `interfaces.node.Node`. Mirrors NodeImpl of node/interfaces.cpp."""

import json
from collections.abc import Callable

from dashcore.common.errors import SettingsError
from dashcore.common.settings import to_text
from dashcore.interfaces.chain import CoinInfo
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.node import (
    Ban,
    BlockTip,
    ConnectionDirection,
    LocalAddress,
    MempoolUsage,
    Node,
    NodeStats,
    ProxySettings,
    SynchronizationState,
    TipInfo,
    UiMessage,
)
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletLoader
from dashcore.net.permissions import permission_names
from dashcore.node.broadcast import BroadcastError, broadcast_transaction
from dashcore.node.context import NodeContext
from dashcore.node.network.peer_stats import PeerState, peer_states, service_names
from dashcore.primitives.net_text import parse_kind
from dashcore.primitives.subnet import parse_subnet
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, UnixTime
from dashcore.rpc.jsonio import decode, encode_text
from dashcore.rpc.table import JsonRpcRequest

_NO_HEIGHT = Height(-1)


class NodeImpl(Node):
    """Looks at the parts of a running node."""

    def __init__(self, node: NodeContext) -> None:
        self._node = node
        self._signals = node.ui_signals

    # Its life: this one runs already

    def base_initialize(self, global_args: GlobalArgs) -> bool:
        """Take nothing over."""
        del global_args
        return True

    def app_init_main(self) -> TipInfo | None:
        """Say where the chain stands."""
        return self.get_tip_info()

    def app_shutdown(self) -> None:
        """Leave the node alone: others may use it."""

    def start_shutdown(self) -> None:
        """Ask the node to stop."""
        self._node.shutdown.request_shutdown()

    def shutdown_requested(self) -> bool:
        """Whether the node stops."""
        return self._node.shutdown.shutdown_requested()

    # Settings

    def is_setting_ignored(self, name: str) -> bool:
        """Whether something overrides a value of settings.json. Source: C++ isSettingIgnored."""
        args = self._node.args
        return args.get_setting(f"-{name}") != args.get_persistent_setting(name)

    def get_persistent_setting(self, name: str) -> str:
        """Value that is not the command line's."""
        return to_text(self._node.args.get_persistent_setting(name))

    def update_rw_setting(self, name: str, value: str) -> bool:
        """Set or remove a value of settings.json."""
        return self._node.args.update_rw_setting(name, json.loads(value))

    def force_setting(self, name: str, value: str) -> None:
        """Override a setting while the node runs."""
        forced = json.loads(value)
        if forced is None:
            self._node.args.force_remove(name)
        else:
            self._node.args.force_set(name, forced if isinstance(forced, str) else to_text(forced))

    def reset_settings(self) -> bool:
        """Empty settings.json, after keeping a copy. Source: C++ resetSettings."""
        args = self._node.args
        try:
            args.write_settings_file(backup=True)
            args.clear_rw_settings()
            args.write_settings_file()
        except (SettingsError, ValueError):
            return False
        return True

    # The chain

    def get_warnings(self) -> str:
        """Warning to show."""
        return self._node.warnings.text()

    def get_tip_info(self) -> TipInfo:
        """Where chain and headers stand."""
        chainman = self._node.chainman
        with chainman.cs_main:
            tip, header = chainman.active.tip, chainman.best_header
            return TipInfo(
                block_height=Height(tip.height) if tip is not None else _NO_HEIGHT,
                block_time=UnixTime(tip.time) if tip is not None else UnixTime(0),
                header_height=Height(header.height) if header is not None else _NO_HEIGHT,
                header_time=UnixTime(header.time) if header is not None else UnixTime(0),
                verification_progress=chainman.verification_progress(tip),
            )

    def get_best_block_hash(self) -> BlockHash:
        """Hash of the tip."""
        with self._node.chainman.cs_main:
            tip = self._node.chainman.active.tip
            return tip.hash if tip is not None else self._node.params.genesis.hash

    def is_initial_block_download(self) -> bool:
        """Whether the node still catches up."""
        return self._node.chainman.is_initial_download()

    def is_loading_blocks(self) -> bool:
        """Whether the node imports or reindexes."""
        return self._node.chainman.importing or self._node.chainman.reindexing

    def get_mempool_usage(self) -> MempoolUsage:
        """How full the pool is."""
        mempool = self._node.mempool
        with self._node.chainman.cs_main:
            return MempoolUsage(count=len(mempool), bytes=mempool.usage, max_bytes=mempool.options.max_size)

    def get_unspent_output(self, outpoint: OutPoint) -> CoinInfo | None:
        """Coin of the chain behind an outpoint."""
        with self._node.chainman.cs_main:
            coin = self._node.chainman.coins.get_coin(outpoint)
            if coin is None:
                return None
            return CoinInfo(output=coin.out, height=Height(coin.height), is_coinbase=coin.is_coinbase)

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs) -> str:
        """Submit a transaction and relay it."""
        try:
            broadcast_transaction(self._node, tx, max_fee=max_tx_fee, wait=False)
        except BroadcastError as error:
            return str(error)
        return ""

    def get_dust_relay_fee(self) -> DuffsPerKb:
        """-dustrelayfee."""
        return DuffsPerKb(self._node.mempool.options.dust_relay_fee)

    # The network

    def get_node_count(self, direction: ConnectionDirection) -> int:
        """Number of connections."""
        return self._node.relay.connection_count(direction) if self._node.relay is not None else 0

    def get_network_active(self) -> bool:
        """Whether there may be connections."""
        return self._node.connman.is_active

    def set_network_active(self, active: bool) -> None:
        """Let there be connections, or none."""
        self._node.connman.set_active(active)

    def get_total_bytes_received(self) -> int:
        """Bytes received from peers."""
        return self._node.relay.total_bytes_received() if self._node.relay is not None else 0

    def get_total_bytes_sent(self) -> int:
        """Bytes sent to peers."""
        return self._node.relay.total_bytes_sent() if self._node.relay is not None else 0

    def get_local_addresses(self) -> tuple[LocalAddress, ...]:
        """Addresses this node is reached at."""
        return self._node.relay.local_addresses() if self._node.relay is not None else ()

    def get_proxy(self, network: str) -> ProxySettings:
        """Proxy of a network."""
        kind = parse_kind(network)
        proxy = None if kind is None else self._node.connman.proxies.get(kind)
        if proxy is None:
            return ProxySettings(address="", randomize_credentials=False)
        return ProxySettings(address=str(proxy), randomize_credentials=proxy.randomizes)

    def get_banned(self) -> tuple[Ban, ...]:
        """The bans in force."""
        return tuple(
            Ban(subnet=str(subnet), created=UnixTime(ban.created), until=UnixTime(ban.until))
            for subnet, ban in self._node.bans.entries()
        )

    def ban(self, subnet: str, seconds: int) -> bool:
        """Ban an address or subnet."""
        parsed = parse_subnet(subnet)
        if parsed is None:
            return False
        self._node.bans.ban(parsed, seconds)
        return True

    def unban(self, subnet: str) -> bool:
        """End a ban."""
        parsed = parse_subnet(subnet)
        return parsed is not None and self._node.bans.unban(parsed)

    def get_nodes_stats(self) -> tuple[NodeStats, ...]:
        """Peers that are connected."""
        return tuple(_node_stats(state) for state in peer_states(self._node))

    def disconnect_by_id(self, number: int) -> bool:
        """End a connection by its number."""
        return self._node.connman.disconnect(number)

    def disconnect_by_address(self, address: str) -> bool:
        """End all connections to an address."""
        parsed = parse_subnet(address)
        return parsed is not None and self._node.connman.disconnect_subnet(parsed)

    # Commands and wallets

    def execute_rpc(self, command: str, params: str, uri: str) -> str:
        """Run an RPC command."""
        parsed = decode(params)
        if not isinstance(parsed, (list, dict)):
            raise RpcError(RpcErrorCode.INVALID_REQUEST, "Params must be an array or object")
        return encode_text(self._node.rpc.execute(JsonRpcRequest(method=command, params=parsed, uri=uri)))

    def list_rpc_commands(self) -> tuple[str, ...]:
        """Names of all commands."""
        return tuple(self._node.rpc.names())

    def wallet_loader(self) -> WalletLoader | None:
        """Where the wallets are."""
        return self._node.wallet_loader

    # What it tells

    def handle_init_message(self, fn: Callable[[str], None]) -> Handler:
        """Hear what the start is doing."""
        return self._signals.init_message.connect(fn)

    def handle_message_box(self, fn: Callable[[UiMessage], None]) -> Handler:
        """Show messages."""
        return self._signals.message_box.connect(fn)

    def handle_question(self, fn: Callable[[UiMessage], bool]) -> Handler:
        """Answer what the start may ask."""
        return self._signals.question.connect(fn)

    def handle_show_progress(self, fn: Callable[[str, int, bool], None]) -> Handler:
        """Hear of long work."""
        return self._signals.show_progress.connect(fn)

    def handle_num_connections_changed(self, fn: Callable[[int], None]) -> Handler:
        """Hear how many connections there are."""
        return self._signals.num_connections_changed.connect(fn)

    def handle_network_active_changed(self, fn: Callable[[bool], None]) -> Handler:
        """Hear whether there may be connections."""
        return self._signals.network_active_changed.connect(fn)

    def handle_alert_changed(self, fn: Callable[[], None]) -> Handler:
        """Hear that the warnings changed."""
        return self._signals.alert_changed.connect(fn)

    def handle_banned_list_changed(self, fn: Callable[[], None]) -> Handler:
        """Hear that the bans changed."""
        return self._signals.banned_list_changed.connect(fn)

    def handle_block_tip(self, fn: Callable[[SynchronizationState, BlockTip, float], None]) -> Handler:
        """Hear of a new tip."""
        return self._signals.block_tip.connect(fn)

    def handle_header_tip(self, fn: Callable[[SynchronizationState, BlockTip, float], None]) -> Handler:
        """Hear of a new best header."""
        return self._signals.header_tip.connect(fn)

    def handle_chain_lock(self, fn: Callable[[BlockHash, Height], None]) -> Handler:
        """Hear of a new best ChainLock."""
        return self._signals.chain_lock.connect(fn)


def _node_stats(state: PeerState) -> NodeStats:
    connection, link = state.connection, state.link
    return NodeStats(
        id=connection.id,
        address=connection.address_name,
        address_bind="" if connection.address_bind is None else str(connection.address_bind),
        address_local="" if connection.local_address is None else str(connection.local_address),
        network=state.network.label,
        mapped_as=state.mapped_as,
        services=tuple(service_names(state.services)),
        relays_txs=connection.relays_txs,
        last_send=UnixTime(link.last_send),
        last_recv=UnixTime(link.last_recv),
        last_tx=UnixTime(connection.last_tx_at),
        last_block=UnixTime(connection.last_block_at),
        bytes_sent=link.bytes_sent,
        bytes_recv=link.bytes_recv,
        connected_at=UnixTime(connection.connected_at),
        time_offset=connection.time_offset,
        ping_us=state.ping.last_us or None,
        min_ping_us=state.ping.least_us,
        ping_wait_us=state.ping.wait_us,
        version=connection.version,
        subversion=connection.subversion,
        is_inbound=connection.is_inbound,
        is_highbandwidth_to=connection.is_highbandwidth_to,
        is_highbandwidth_from=connection.is_highbandwidth_from,
        misbehavior_score=state.misbehavior_score,
        starting_height=Height(state.starting_height),
        synced_headers=Height(state.sync.synced_headers),
        synced_blocks=Height(state.sync.synced_blocks),
        is_addr_relay_enabled=state.addresses.is_enabled,
        addr_processed=state.addresses.processed,
        addr_rate_limited=state.addresses.rate_limited,
        permissions=tuple(permission_names(connection.permissions)),
        connection_type=connection.type.value,
        transport=link.transport.value,
        session_id=link.session_id,
        host=connection.address.host,
    )
