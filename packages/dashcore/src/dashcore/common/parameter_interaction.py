"""Options that set or forbid others. Mirrors InitParameterInteraction of init.cpp."""

import logging

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError

_log = logging.getLogger("dash")

DEFAULT_MAX_PEER_CONNECTIONS = 125
_DEFAULT_CHECKLEVEL = 3
_FULL_CHECKLEVEL = 4


def apply_parameter_interaction(args: ArgsManager) -> None:  # noqa: C901, PLR0912  # a list of rules, in order
    """Set what other options imply, unless the user set it."""

    def soft(name: str, value: bool, reason: str) -> None:
        if args.soft_set_bool(name, value):
            _say(f"{reason} -> setting {name}={int(value)}")

    if args.is_set("-bind"):
        soft("-listen", True, "-bind set")
    if args.is_set("-whitebind"):
        soft("-listen", True, "-whitebind set")
    if args.is_set("-connect") or args.get_int("-maxconnections", DEFAULT_MAX_PEER_CONNECTIONS) <= 0:
        soft("-dnsseed", False, "-connect or -maxconnections=0 set")
        soft("-listen", False, "-connect or -maxconnections=0 set")
    if args.get("-proxy", "") not in ("", "0"):
        for name in ("-listen", "-upnp", "-natpmp", "-discover"):
            soft(name, False, "-proxy set")
    if not args.get_bool("-listen", True):
        for name in ("-upnp", "-natpmp", "-discover", "-listenonion", "-i2pacceptincoming"):
            soft(name, False, "-listen=0")
    if args.is_set("-externalip"):
        soft("-discover", False, "-externalip set")
    if args.get_bool("-blocksonly", False):
        soft("-whitelistrelay", False, "-blocksonly=1")
    if args.get_bool("-whitelistforcerelay", False):
        soft("-whitelistrelay", True, "-whitelistforcerelay=1")
    if args.is_set("-onlynet") and not {"ipv4", "ipv6"} & {net.lower() for net in args.get_all("-onlynet")}:
        soft("-dnsseed", False, "-onlynet excludes IPv4 and IPv6")
    prune = args.get_int("-prune", 0)
    if prune > 0:
        if args.soft_set_bool("-disablegovernance", True):
            _say(f"-prune={prune} -> setting -disablegovernance=true")
        if args.soft_set_bool("-txindex", False):
            _say(f"-prune={prune} -> setting -txindex=false")
    indexes = any(args.get_bool(name, False) for name in ("-addressindex", "-spentindex", "-timestampindex"))
    if indexes and args.get_int("-checklevel", _DEFAULT_CHECKLEVEL) < _FULL_CHECKLEVEL:
        args.force_set("-checklevel", str(_FULL_CHECKLEVEL))
        _say("additional indexes -> setting -checklevel=4")
    if args.is_set("-masternodeblsprivkey"):
        soft("-disablewallet", True, "-masternodeblsprivkey set")
        soft("-peerblockfilters", True, "-masternodeblsprivkey set")
        if args.soft_set("-blockfilterindex", "basic"):
            _say("-masternodeblsprivkey set -> setting -blockfilterindex=basic")


def _say(text: str) -> None:
    _log.info("InitParameterInteraction: parameter interaction: %s", text)


def check_sections(args: ArgsManager) -> str:
    """Check where dash.conf sets options that need a network's own section.

    Returns: a warning about sections that belong to no network; empty where there are none.

    Raises:
        InitError: such an option stands only in the default section.
    """
    network = args.get_chain_name()
    unsuitable = args.unsuitable_section_only_args()
    if unsuitable:
        raise InitError(
            "".join(
                f"Config setting for {name} only applied on {network} network when in [{network}] section.\n"
                for name in unsuitable
            )
        )
    return "".join(
        f"{section.file}:{section.line} Section [{section.name}] is not recognized.\n"
        for section in args.unrecognized_sections()
    )


def check_parameters(args: ArgsManager) -> None:  # noqa: C901  # a list of rules, in order
    """Refuse options that exclude one another.

    Raises:
        InitError: with dashd's text.
    """
    if args.blocks_dir() is None:
        raise InitError(f'Specified blocks directory "{args.get("-blocksdir", "")}" does not exist.')
    listen = args.get_bool("-listen", True)
    if args.get_int("-prune", 0):
        if args.get_bool("-txindex", True):
            raise InitError("Prune mode is incompatible with -txindex.")
        if args.get_bool("-reindex-chainstate", False):
            raise InitError("Prune mode is incompatible with -reindex-chainstate. Use full -reindex instead.")
        if not args.get_bool("-disablegovernance", False):
            raise InitError("Prune mode is incompatible with -disablegovernance=false.")
    if args.is_set("-devnet"):
        if listen and not args.is_set("-port"):
            raise InitError("-port must be specified when -devnet and -listen are specified")
        if args.get_bool("-server", False) and not args.is_set("-rpcport"):
            raise InitError("-rpcport must be specified when -devnet and -server are specified")
        if len(args.get_all("-devnet")) > 1:
            raise InitError("-devnet can only be specified once")
    if args.get_bool("-forcednsseed", False) and not args.get_bool("-dnsseed", True):
        raise InitError("Cannot set -forcednsseed to true when setting -dnsseed to false.")
    if not listen and args.get_all("-bind") + args.get_all("-whitebind"):
        raise InitError("Cannot set -bind or -whitebind together with -listen=0")
    if not listen and args.get_bool("-listenonion", True):
        raise InitError("Cannot set -listen=0 together with -listenonion=1")
