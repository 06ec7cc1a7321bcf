"""Who may switch network-wide rules: -sporkaddr, -minsporkkeys, -sporkkey. Mirrors spork.cpp."""

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.consensus.params import ChainParams
from dashcore.script.address import AddressError, decode_destination, decode_secret
from dashcore.script.standard import Destination, PKHash


def check_sporks(args: ArgsManager, params: ChainParams) -> None:
    """Check the options.

    Raises:
        InitError: with dashd's text.
    """
    if not any(args.is_set(name) for name in ("-sporkaddr", "-minsporkkeys", "-sporkkey")):
        return
    addresses = args.get_all("-sporkaddr") if args.is_set("-sporkaddr") else list(params.spork_addresses)
    signers = {_signer(address, params) for address in addresses}
    least = args.get_int("-minsporkkeys", params.min_spork_keys)
    if not len(signers) // 2 < least <= len(signers):
        raise InitError("Invalid minimum number of spork signers specified with -minsporkkeys")
    if args.is_set("-sporkkey"):
        key = decode_secret(args.get("-sporkkey", ""), params.base58)
        if key is None or PKHash.of(key.pubkey) not in signers:
            raise InitError("Unable to sign spork message, wrong key?")


def _signer(address: str, params: ChainParams) -> Destination:
    try:
        destination = decode_destination(address, params.base58)
    except AddressError:
        destination = None
    if not isinstance(destination, PKHash):
        raise InitError("Invalid spork address specified with -sporkaddr")
    return destination
