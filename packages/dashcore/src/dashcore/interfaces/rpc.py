"""How a process offers RPC commands that another process's server dispatches.

Requests and results travel as JSON text, since only text keeps amounts exact. Mirrors
CRPCCommand and JSONRPCRequest of rpc/server.h and rpc/request.h.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated

SecretJson = Annotated[str, "secret"]  # requests hold passphrases, answers hold keys: no log shows either


class RpcError(Exception):
    """A command's refusal; crosses processes as itself.

    Attributes:
        code: number of the JSON-RPC error object, RpcErrorCode where one fits.
        message: text of the error object.

    Source: C++ JSONRPCError.
    """

    def __init__(self, code: int, message: str) -> None:
        super().__init__(int(code), message)
        self.code = int(code)
        self.message = message

    def __str__(self) -> str:
        return self.message


class RpcErrorCode(IntEnum):
    """Numbers of JSON-RPC error objects. Source: rpc/protocol.h."""

    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    PARSE_ERROR = -32700
    MISC_ERROR = -1
    TYPE_ERROR = -3
    INVALID_ADDRESS_OR_KEY = -5
    OUT_OF_MEMORY = -7
    INVALID_PARAMETER = -8
    DATABASE_ERROR = -20
    DESERIALIZATION_ERROR = -22
    VERIFY_ERROR = -25
    VERIFY_REJECTED = -26
    VERIFY_ALREADY_IN_CHAIN = -27
    IN_WARMUP = -28
    METHOD_DEPRECATED = -32
    CLIENT_NOT_CONNECTED = -9
    CLIENT_IN_INITIAL_DOWNLOAD = -10
    CLIENT_NODE_ALREADY_ADDED = -23
    CLIENT_NODE_NOT_ADDED = -24
    CLIENT_NODE_NOT_CONNECTED = -29
    CLIENT_INVALID_IP_OR_SUBNET = -30
    CLIENT_P2P_DISABLED = -31
    CLIENT_MEMPOOL_DISABLED = -33
    CLIENT_NODE_CAPACITY_REACHED = -34
    WALLET_ERROR = -4
    WALLET_INSUFFICIENT_FUNDS = -6
    WALLET_INVALID_LABEL_NAME = -11
    WALLET_KEYPOOL_RAN_OUT = -12
    WALLET_UNLOCK_NEEDED = -13
    WALLET_PASSPHRASE_INCORRECT = -14
    WALLET_WRONG_ENC_STATE = -15
    WALLET_ENCRYPTION_FAILED = -16
    WALLET_ALREADY_UNLOCKED = -17
    WALLET_NOT_FOUND = -18
    WALLET_NOT_SPECIFIED = -19
    WALLET_ALREADY_LOADED = -35
    WALLET_ALREADY_EXISTS = -36
    FORBIDDEN_BY_SAFE_MODE = -2


class RpcMode(IntEnum):
    """What is wanted of a command. Source: C++ JSONRPCRequest::Mode."""

    EXECUTE = 0
    GET_HELP = 1
    GET_ARGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcCall:
    """One request as the server hands it to a command.

    Attributes:
        params_json: JSON array of positional parameters (named ones are already in place).
        uri: path of the HTTP request; `/wallet/<name>` selects a wallet.
        auth_user: who authenticated.
        peer_address: host and port of the HTTP client.
    """

    method: str
    params_json: SecretJson = field(repr=False)
    mode: RpcMode
    uri: str
    auth_user: str
    peer_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RpcCommandInfo:
    """A command's entry in the server's table.

    Attributes:
        name: may hold a space: `protx list`.
        arg_names: in order; aliases are joined by `|`.
        unique_id: tells handlers of the same name apart.
    """

    category: str
    name: str
    arg_names: tuple[str, ...]
    unique_id: int
