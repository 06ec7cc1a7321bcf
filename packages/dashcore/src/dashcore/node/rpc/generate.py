"""Mining on request: generatetoaddress, generatetodescriptor, generateblock. Mirrors rpc/mining.cpp."""

from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.validation import InvalidBlockError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.mining.miner import BlockCreationError, mine_block, replace_header
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import Script, TxId
from dashcore.rpc.command import REQUIRED, ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_int, get_str
from dashcore.script.address import AddressError, decode_destination
from dashcore.script.descriptor import parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.standard import script_for_destination
from dashcore.util.hashes import display_hash, parse_hash
from dashcore.util.serialize import SerializationError

DEFAULT_MAX_TRIES = 1_000_000
_COMBO_PREFERRED = 1  # position of pay-to-pubkey-hash among the scripts of combo()

_HASHES = '["hex", ...]  (array of strings) The hashes of the blocks made.'


def _generate(node: NodeContext, script: Script, count: int, max_tries: int) -> Json:
    """Make blocks on the tip until `count` are made, the tries are used up or the node stops."""
    hashes: list[Json] = []
    consensus = node.params.consensus
    while len(hashes) < count and not node.shutdown.shutdown_requested():
        try:
            template = node.assembler.create_block(script)
        except BlockCreationError as error:
            raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from error
        mined = mine_block(
            template.block, consensus, max_tries=max_tries, is_interrupted=node.shutdown.shutdown_requested
        )
        max_tries = mined.tries_left
        if mined.block is None:
            break
        _submit(node, mined.block)
        hashes.append(display_hash(mined.block.hash))
    return hashes


def _submit(node: NodeContext, block: Block) -> None:
    try:
        node.chainman.process_new_block(block, force=True)
    except InvalidBlockError as error:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "ProcessNewBlock, block not accepted") from error


def _script_from_descriptor(node: NodeContext, text: str) -> Script:
    """Return the one script a descriptor stands for; of combo() the pay-to-pubkey-hash one.

    Raises:
        DescriptorError: not a descriptor.
        RpcError: ranged, or only private keys could derive it.
    """
    descriptor, keys = parse_descriptor(text, node.params.base58, require_checksum=False)
    if descriptor.is_range:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "Ranged descriptor not accepted. Maybe pass through deriveaddresses first?",
        )
    expansion = descriptor.expand(0, keys)
    if expansion is None:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Cannot derive script without private keys")
    scripts = expansion.scripts
    return Script(scripts[0] if len(scripts) == 1 else scripts[_COMBO_PREFERRED])


@rpc_command(
    "hidden",
    "generatetoaddress",
    "Mine blocks at once, paying to an address.",
    args=(
        RpcArg("nblocks", ArgType.NUM, "How many blocks."),
        RpcArg("address", ArgType.STR, "Who gets the rewards."),
        RpcArg("maxtries", ArgType.NUM, "How many hashes to try at most.", DEFAULT_MAX_TRIES),
    ),
    result=_HASHES,
    examples=('11 "myaddress"',),
)
def generatetoaddress(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    count = get_int(request.params[0])
    max_tries = DEFAULT_MAX_TRIES if request.params[2] is None else get_int(request.params[2])
    try:
        destination = decode_destination(get_str(request.params[1]), node.params.base58)
    except AddressError as error:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Error: Invalid address") from error
    return _generate(node, script_for_destination(destination), count, max_tries)


@rpc_command(
    "hidden",
    "generatetodescriptor",
    "Mine blocks at once, paying to a descriptor.",
    args=(
        RpcArg("num_blocks", ArgType.NUM, "How many blocks."),
        RpcArg("descriptor", ArgType.STR, "Who gets the rewards."),
        RpcArg("maxtries", ArgType.NUM, "How many hashes to try at most.", DEFAULT_MAX_TRIES),
    ),
    result=_HASHES,
    examples=('11 "mydesc"',),
)
def generatetodescriptor(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    count = get_int(request.params[0])
    max_tries = DEFAULT_MAX_TRIES if request.params[2] is None else get_int(request.params[2])
    try:
        script = _script_from_descriptor(node, get_str(request.params[1]))
    except DescriptorError as error:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, str(error)) from error
    return _generate(node, script, count, max_tries)


def _transaction(node: NodeContext, text: str) -> Transaction:
    """Read one of generateblock's transactions: an id in the mempool, or the transaction itself."""
    try:
        txid = TxId(parse_hash(text))
    except ValueError:
        pass
    else:
        with node.chainman.cs_main:
            tx = node.mempool.get(txid)
        if tx is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"Transaction {text} not in mempool.")
        return tx
    try:
        return Transaction.deserialize(bytes.fromhex(text))
    except (ValueError, SerializationError) as error:
        raise RpcError(
            RpcErrorCode.DESERIALIZATION_ERROR,
            f"Transaction decode failed for {text}. Make sure the tx has at least one input.",
        ) from error


@rpc_command(
    "hidden",
    "generateblock",
    "Mine one block with exactly these transactions, in this order.",
    args=(
        RpcArg("output", ArgType.STR, "Address or descriptor that gets the reward."),
        RpcArg(
            "transactions",
            ArgType.ARR,
            "Ids of mempool transactions, or transactions in hex.",
            REQUIRED,
            (RpcArg("rawtx/txid", ArgType.STR_HEX, "", None),),
        ),
    ),
    result='{"hash": "hex"}  (object) The hash of the block made.',
    examples=('"myaddress" \'["rawtx", "mempool_txid"]\'',),
)
def generateblock(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    output = get_str(request.params[0])
    try:
        script = _script_from_descriptor(node, output)
    except DescriptorError:
        try:
            script = script_for_destination(decode_destination(output, node.params.base58))
        except AddressError as error:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Error: Invalid address or descriptor") from error
    transactions = [_transaction(node, get_str(text)) for text in get_array(request.params[1])]
    try:
        template = node.assembler.create_block(script, use_mempool=False)
    except BlockCreationError as error:
        raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from error
    contents = (*template.block.transactions, *transactions)
    block = Block(replace_header(template.block.header, merkle_root=block_merkle_root(contents)[0]), contents)
    try:
        with node.chainman.cs_main:
            node.chainman.test_block_validity(block, template.prev, check_pow=False, check_merkle_root=False)
    except InvalidBlockError as error:
        raise RpcError(RpcErrorCode.VERIFY_ERROR, f"TestBlockValidity failed: {error.reason}") from error
    mined = mine_block(block, node.params.consensus, max_tries=DEFAULT_MAX_TRIES)
    if mined.block is None:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Failed to make block.")
    _submit(node, mined.block)
    return {"hash": display_hash(mined.block.hash)}


_REPLACED = "has been replaced by the -generate cli option. Refer to -help for more information."


@rpc_command("hidden", "generate", _REPLACED, result="", examples=())
def generate(_node: NodeContext, _request: RpcRequest) -> Json:
    """Say what took the command's place."""
    raise RpcError(RpcErrorCode.METHOD_NOT_FOUND, f"generate\n\n{_REPLACED}\n")


COMMANDS = (generatetoaddress, generatetodescriptor, generateblock, generate)
