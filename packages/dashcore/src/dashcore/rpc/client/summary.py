"""What -getinfo, -netinfo and -addrinfo print. Mirrors bitcoin-cli.cpp."""

import time
from collections.abc import Mapping, Sequence

from dashcore.common.version import PACKAGE_NAME, VERSION_TEXT
from dashcore.rpc.client.caller import CallError
from dashcore.rpc.client.text import Number, Value, item, plain

NETWORKS = ("not_publicly_routable", "ipv4", "ipv6", "onion", "i2p", "cjdns", "internal")
_SHORT = ("npr", "ipv4", "ipv6", "onion", "i2p", "cjdns", "int")
_UNREACHABLE = (0, 6)
_COLOURS = {"green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36}
_BAR_STEP = 0.05
_NEARLY_DONE = 0.99
MAX_DETAIL_LEVEL = 4


def elements(value: Value) -> Sequence[Value]:
    """The elements of an array; none of anything else."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def collect_getinfo(network: Value, chain: Value, wallet: Value, balances: Value) -> dict[str, Value]:
    """Gather the results of four calls; `wallet` and `balances` are None without a wallet."""
    info: dict[str, Value] = {"version": item(network, "version")}
    for key in ("blocks", "headers", "verificationprogress"):
        info[key] = item(chain, key)
    info["timeoffset"] = item(network, "timeoffset")
    info["connections"] = {
        key: item(network, source)
        for key, source in {
            "in": "connections_in",
            "out": "connections_out",
            "total": "connections",
            "mn_in": "connections_mn_in",
            "mn_out": "connections_mn_out",
            "mn_total": "connections_mn",
        }.items()
    }
    info["networks"] = item(network, "networks")
    info["difficulty"] = item(chain, "difficulty")
    info["chain"] = item(chain, "chain")
    if wallet is not None:
        info["has_wallet"] = True
        for key in ("coinjoin_balance", "keypoolsize", "walletname", "unlocked_until", "paytxfee"):
            info[key] = item(wallet, key)
    if balances is not None:
        info["balance"] = item(balances, "mine", "trusted")
    info["relayfee"] = item(network, "relayfee")
    info["warnings"] = item(network, "warnings")
    return info


def _progress_bar(progress: float) -> str:
    if not 0 <= progress <= 1:
        return ""
    steps = [step * 1 for step in range(21)]
    done = sum(1 for step in steps if step < progress / _BAR_STEP)
    left = sum(1 for step in steps if step < (1 - progress) / _BAR_STEP)
    return "\u2592" * done + "\u2591" * left


def _proxies(networks: Value) -> str:
    by_proxy: dict[str, list[str]] = {}
    for network in elements(networks):
        proxy = plain(item(network, "proxy"))
        if proxy:
            by_proxy.setdefault(proxy, []).append(plain(item(network, "name")))
    return ", ".join(f"{proxy} ({', '.join(names)})" for proxy, names in by_proxy.items()) or "n/a"


def format_getinfo(info: Mapping[str, Value], *, colour: bool) -> str:
    """Compose the text of -getinfo.

    Args:
        info: from `collect_getinfo`, with `balances` by wallet where there are several.
    """

    def paint(name: str, text: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if colour else text

    def show(*path: str) -> str:
        return plain(item(info, *path))

    progress = float(show("verificationprogress") or 0)
    bar = _progress_bar(progress) + " " if progress < _NEARLY_DONE else ""
    peers = ", ".join(
        f"{key} {show('connections', key)}" for key in ("in", "out", "total", "mn_in", "mn_out", "mn_total")
    )
    lines = [
        paint("blue", f"Chain: {show('chain')}"),
        f"Blocks: {show('blocks')}",
        f"Headers: {show('headers')}",
        f"Verification progress: {bar}{progress * 100:.4f}%",
        f"Difficulty: {show('difficulty')}",
        "",
        paint("green", f"Network: {peers}"),
        f"Version: {show('version')}",
        f"Time offset (s): {show('timeoffset')}",
        f"Proxies: {_proxies(info['networks'])}",
        f"Min tx relay fee rate (DASH/kB): {show('relayfee')}",
        "",
    ]
    quoted = '""'
    if info.get("has_wallet"):
        lines.append(paint("magenta", f"Wallet: {show('walletname') or quoted}"))
        lines.append(f"{paint('cyan', 'CoinJoin balance:')} {show('coinjoin_balance')}")
        lines.append(f"Keypool size: {show('keypoolsize')}")
        if info.get("unlocked_until") is not None:
            lines.append(f"Unlocked until: {show('unlocked_until')}")
        lines += [f"Transaction fee rate (-paytxfee) (DASH/kB): {show('paytxfee')}", ""]
    if info.get("balance") is not None:
        lines += [f"{paint('cyan', 'Balance:')} {show('balance')}", ""]
    balances = info.get("balances")
    if isinstance(balances, Mapping):
        width = max([10, *(len(plain(balance)) for balance in balances.values())])
        lines.append(paint("cyan", "Balances"))
        lines += [f"{plain(balance):>{width}} {name or quoted}" for name, balance in balances.items()]
        lines.append("")
    lines.append(f"{paint('yellow', 'Warnings:')} {show('warnings') or '(none)'}")
    return "\n".join(lines)


def count_addresses(nodes: Value) -> Value:
    """Count the answer of getnodeaddresses by network, for -addrinfo.

    Raises:
        CallError: the node is too old to name networks.
    """
    names = [item(node, "network") for node in elements(nodes)]
    if names and names[0] is None:
        raise CallError("-addrinfo requires dashd server to be running v21.0 and up")
    counts = {network: sum(1 for name in names if name == network) for network in NETWORKS[1:-1]}
    addresses = {network: Number(count) for network, count in counts.items()}
    addresses["total"] = Number(sum(counts.values()))
    return {"addresses_known": addresses}


class _Peer:
    """One row of the table of peers."""

    def __init__(self, info: Value, now: int) -> None:
        def number(key: str) -> int:
            return int(plain(item(info, key)) or 0)

        def since(key: str, unit: int) -> str:
            return str((now - number(key)) // unit) if number(key) else ""

        self.outbound = item(info, "inbound") is not True
        self.network = plain(item(info, "network"))
        self.connection_type = plain(item(info, "connection_type"))
        self.min_ping = float(plain(item(info, "minping")) or -1)
        self.ping = float(plain(item(info, "pingtime")) or -1)
        self.age = since("conntime", 60)
        self.last_send, self.last_recv = since("lastsend", 1), since("lastrecv", 1)
        relays = item(info, "relaytxes") is not False
        self.last_tx = since("last_transaction", 60) or ("" if relays else "*")
        self.last_block = since("last_block", 60)
        to, from_ = item(info, "bip152_hb_to"), item(info, "bip152_hb_from")
        self.high_bandwidth = ("." if to is True else " ") + ("*" if from_ is True else " ")
        takes_addresses = item(info, "addr_relay_enabled") is True
        self.processed = number("addr_processed")
        self.shown_processed = str(self.processed) if self.processed else "" if takes_addresses else "."
        self.limited = number("addr_rate_limited")
        self.mapped_as = number("mapped_as")
        self.id = number("id")
        self.address = plain(item(info, "addr"))
        self.version = plain(item(info, "version")) + plain(item(info, "subver"))
        transport = plain(item(info, "transport_protocol_type")) or "v1"
        self.transport = transport[1] if transport.startswith("v") else " "

    @property
    def short_type(self) -> str:
        """The connection's type in up to six letters."""
        names = {"outbound-full-relay": "full", "block-relay-only": "block", "addr-fetch": "addr"}
        kind = self.connection_type
        return kind if kind in ("manual", "feeler") else names.get(kind, "")


def _milliseconds(seconds: float) -> str:
    if seconds < 0:
        return ""
    rounded = int(1000 * seconds + 0.5)
    return "-" if rounded > 999_999 else str(rounded)


def _peer_table(peers: list[_Peer], level: int) -> str:
    shows_address, shows_version = level in (2, 4), level in (3, 4)
    w_processed = max([5, *(len(str(peer.processed)) for peer in peers)])
    w_limited = max([6, *(len(str(peer.limited)) for peer in peers)])
    w_age = max([5, *(len(peer.age) for peer in peers)])
    w_id = max([2, *(len(str(peer.id)) for peer in peers)])
    w_address = max(len(peer.address) + 1 for peer in peers) if shows_address else 0
    has_asmap = any(peer.mapped_as for peer in peers)
    text = (
        f"<->   type   net  v  mping   ping send recv  txn  blk  hb {'addrp':>{w_processed}}{'addrl':>{w_limited}}"
        f"{'age':>{w_age}} {' asmap ' if has_asmap else ''}{'id':>{w_id}} "
        f"{'address' if shows_address else '':<{w_address}}{'version' if shows_version else ''}\n"
    )
    for peer in peers:
        text += (
            f"{'out' if peer.outbound else 'in':>3} {peer.short_type:>6} {_SHORT[NETWORKS.index(peer.network)]:>5} "
            f"{peer.transport:>2}{_milliseconds(peer.min_ping):>7}{_milliseconds(peer.ping):>7}{peer.last_send:>5}"
            f"{peer.last_recv:>5}{peer.last_tx:>5}{peer.last_block:>5}  {peer.high_bandwidth:>2} "
            f"{peer.shown_processed:>{w_processed}}{peer.limited or '':>{w_limited}}{peer.age:>{w_age}}"
            f"{(peer.mapped_as or '') if has_asmap else '':>{7 if has_asmap else 0}} {peer.id:>{w_id}} "
            f"{peer.address if shows_address else '':<{w_address}}"
            f"{peer.version if shows_version and peer.version != '0' else ''}\n"
        )
    return text + f"                        ms     ms  sec  sec  min  min                {'min':>{w_age}}\n\n"


def _count_table(peers: list[_Peer], networks: Value) -> str:
    shown = [
        NETWORKS.index(plain(item(network, "name")))
        for network in elements(networks)
        if item(network, "reachable") is True and item(network, "name") in NETWORKS
    ]
    header = "     " + "".join(f"{NETWORKS[number]:>8}" for number in shown)
    for number in _UNREACHABLE:
        if any(peer.network == NETWORKS[number] for peer in peers):
            header += f"{_SHORT[number]:>8}"
            shown.append(number)
    manual = sum(1 for peer in peers if peer.connection_type == "manual")
    block = sum(1 for peer in peers if peer.connection_type == "block-relay-only")
    text = header + "   total   block" + ("  manual" if manual else "")
    rows = {
        "in": [peer for peer in peers if not peer.outbound],
        "out": [peer for peer in peers if peer.outbound],
        "total": peers,
    }
    for name, row in rows.items():
        text += f"\n{name:<5}"
        text += "".join(f"{sum(1 for peer in row if peer.network == NETWORKS[number]):>8}" for number in shown)
        text += f"   {len(row):>5}"
        if name == "out":
            text += f"   {block:>5}" + (f"   {manual:>5}" if manual else "")
    return text


def format_netinfo(peer_info: Value, network_info: Value, level: int, chain: str, now: int | None = None) -> str:
    """Compose the text of -netinfo.

    Args:
        level: 0 for counts; from 1 with a table of peers, 2 and 4 with addresses, 3 and 4 with versions.
        chain: named in the first line unless it is main.
        now: seconds since 1970; the real time by default.
    """
    moment = int(time.time()) if now is None else now
    peers = [_Peer(info, moment) for info in elements(peer_info) if item(info, "network") in NETWORKS]
    names = {"test": " testnet", "devnet": " devnet", "regtest": " regtest"}
    text = (
        f"{PACKAGE_NAME} client {VERSION_TEXT}{names.get(chain, '')} - server "
        f"{plain(item(network_info, 'protocolversion'))}{plain(item(network_info, 'subversion'))}\n\n"
    )
    if level and peers:
        text += _peer_table(sorted(peers, key=lambda peer: (peer.outbound, peer.min_ping)), level)
    text += _count_table(peers, item(network_info, "networks"))
    text += "\n\nLocal addresses"
    local = elements(item(network_info, "localaddresses"))
    if not local:
        return text + ": n/a\n"
    width = max(len(plain(item(address, "address"))) + 1 for address in local)
    for address in local:
        text += (
            f"\n{plain(item(address, 'address')):<{width}}    port {plain(item(address, 'port')):>6}"
            f"    score {plain(item(address, 'score')):>6}"
        )
    return text


NETINFO_HELP = f"""-netinfo level|"help"

Shows the connections of a node in a form for people, which may change with any version.
It calls getpeerinfo and getnetworkinfo.

Arguments:
1. level (integer 0-{MAX_DETAIL_LEVEL}, optional, default=0)  How much to show; larger numbers count as {MAX_DETAIL_LEVEL}:
     0 - Counts of peers by network, and the addresses of this node
     1 - Also a table of peers
     2 - The table with their addresses
     3 - The table with their versions
     4 - The table with both
2. help (string "help", optional)  Show this text instead

Columns of the table, which is ordered by direction and least ping:
  <->      in: the peer connected to us; out: we connected to it
  type     full: relays all; block: relays blocks only; manual: added by hand; feeler: tests an address;
           addr: fetches addresses
  net      Network: ipv4, ipv6, onion, i2p, cjdns, or npr for an address no one can route to
  v        Version of the transport
  mping    Least ping so far, in ms
  ping     Last ping, in ms
  send     Seconds since something was sent
  recv     Seconds since something was received
  txn      Minutes since a new transaction came; * where we do not relay transactions
  blk      Minutes since a new block came
  hb       Compact blocks at high bandwidth: . we asked the peer, * the peer asked us
  addrp    Addresses processed; . where we do not relay addresses
  addrl    Addresses dropped as too many
  age      Minutes since the connection was made
  asmap    Autonomous system of the peer, with -asmap
  id       Number of the connection
  address  Address and port
  version  Protocol version and user agent

Examples:
> dash-cli -netinfo
> dash-cli -netinfo {MAX_DETAIL_LEVEL}
> watch --interval 1 --no-title dash-cli -netinfo {MAX_DETAIL_LEVEL}
"""
