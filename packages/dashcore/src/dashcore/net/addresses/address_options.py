"""Options that say through whom we connect and where we are. Mirrors parts of step 6 of AppInitMain in init.cpp."""

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.net.addresses.local_addresses import LocalAddresses, LocalScore
from dashcore.net.addresses.lookup import lookup
from dashcore.net.addresses.reachable import ReachableNetworks
from dashcore.net.tunnels.proxy import Proxy, ProxySettings, parse_unix_path
from dashcore.primitives.net_address import NetworkKind

_SOCKS_PORT = 9050
_SAM_PORT = 7656
_THROUGH_PROXY = (NetworkKind.IPV4, NetworkKind.IPV6, NetworkKind.CJDNS)
_NO_ONION = "Outbound connections restricted to Tor (-onlynet=onion) but the proxy for reaching the Tor network is "


def read_proxies(args: ArgsManager, reachable: ReachableNetworks) -> ProxySettings:
    """Return what -proxy, -onion and -i2psam ask for; close networks that have no proxy and need one.

    Raises:
        InitError: with dashd's text.
    """
    proxies = ProxySettings()
    proxy = _read_proxy(args, "-proxy")
    if proxy is not None:
        for kind in _THROUGH_PROXY:
            proxies.set(kind, proxy)
        proxies.set_name_proxy(proxy)
    onion = _read_proxy(args, "-onion") or proxy
    is_restricted = args.is_set("-onlynet") and NetworkKind.ONION in reachable
    if args.get("-onion", "") == "0":
        onion = None
        if is_restricted:
            raise InitError(f"{_NO_ONION}explicitly forbidden: -onion=0")
    if onion is not None:
        proxies.set(NetworkKind.ONION, onion)
    else:
        if is_restricted and not args.get_bool("-listenonion", True):
            raise InitError(f"{_NO_ONION}not provided: none of -proxy, -onion or -listenonion is given")
        reachable.remove(NetworkKind.ONION)
    return proxies


def read_i2p_proxy(args: ArgsManager, proxies: ProxySettings, reachable: ReachableNetworks) -> None:
    """Take -i2psam, or close I2P.

    Raises:
        InitError: with dashd's text.
    """
    text = args.get("-i2psam", "")
    if text:
        address = lookup(text, _SAM_PORT, allow_names=args.get_bool("-dns", True))
        if address is None or not address.is_valid:
            raise InitError(f"Invalid -i2psam address or hostname: '{text}'")
        proxies.set(NetworkKind.I2P, Proxy(address))
        return
    if args.is_set("-onlynet") and NetworkKind.I2P in reachable:
        raise InitError("Outbound connections restricted to i2p (-onlynet=i2p) but -i2psam is not provided")
    reachable.remove(NetworkKind.I2P)


def add_external_addresses(args: ArgsManager, addresses: LocalAddresses) -> None:
    """Take what -externalip says.

    Raises:
        InitError: with dashd's text.
    """
    for text in args.get_all("-externalip"):
        address = lookup(text, addresses.listen_port, allow_names=args.get_bool("-dns", True))
        if address is None or not address.is_valid:
            raise InitError(f"Cannot resolve -externalip address: '{text}'")
        addresses.add(address, LocalScore.MANUAL)


def _read_proxy(args: ArgsManager, option: str) -> Proxy | None:
    """Return an option's proxy; None where it is not set or off."""
    text = args.get(option, "")
    if text in {"", "0"}:
        return None
    randomizes = args.get_bool("-proxyrandomize", True)
    path = parse_unix_path(text)
    if path is not None:
        return Proxy(path, randomizes)
    address = lookup(text, _SOCKS_PORT, allow_names=args.get_bool("-dns", True))
    if address is None or not address.is_valid:
        raise InitError(f"Invalid {option} address or hostname: '{text}'")
    return Proxy(address, randomizes)
