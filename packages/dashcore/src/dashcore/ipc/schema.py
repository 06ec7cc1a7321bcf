"""Which interfaces cross between processes, and as what. The source of schema/*.capnp and of ipc/stubs.

Init and Echo have the ids and ordinals of Dash Core v23.1.2's schema, so that its dash-node and ours can
spawn each other; what only we have follows behind. `make schema` writes the files anew.
"""

from dashcore.interfaces.chain import Chain, ChainNotifications
from dashcore.interfaces.chain_client import ChainClient
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.init import Init
from dashcore.interfaces.node import Node
from dashcore.interfaces.rpc import RpcError
from dashcore.interfaces.wallet import SecretText, Wallet, WalletError, WalletLoader
from dashcore.ipc import hooks
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, Script, TxId, UnixTime
from libmultiprocess import Hook, Int32, Int64, Interface, Schema, SchemaFile

SCHEMA = Schema(
    files={
        "echo.capnp": SchemaFile(
            id=0x888B4F7F51E691F7, interfaces={Echo: Interface(ordinals={"destroy": 0, "echo": 1}, raises=())}
        ),
        "handler.capnp": SchemaFile(
            interfaces={Handler: Interface(ordinals={"destroy": 0, "disconnect": 1}, raises=())}
        ),
        "chain.capnp": SchemaFile(
            interfaces={
                ChainNotifications: Interface(raises=()),
                Chain: Interface(
                    owned=frozenset({"handle_notifications.notifications", "handle_rpc.actor", "rpc_run_later.fn"}),
                    raises=(RpcError,),
                ),
                ChainClient: Interface(raises=()),
            },
        ),
        "wallet.capnp": SchemaFile(
            interfaces={
                Wallet: Interface(
                    owned=frozenset(
                        f"handle_{event}.fn"
                        for event in (
                            "unload",
                            "transaction_changed",
                            "status_changed",
                            "address_book_changed",
                            "instant_lock_received",
                            "chain_lock_received",
                            "can_get_addresses_changed",
                            "show_progress",
                        )
                    ),
                    secret=frozenset(
                        {
                            "encrypt_wallet.passphrase",
                            "unlock.passphrase",
                            "change_wallet_passphrase.old",
                            "change_wallet_passphrase.new",
                            "get_mnemonic.result",
                        }
                    ),
                    raises=(WalletError,),
                ),
                WalletLoader: Interface(
                    owned=frozenset({"handle_load_wallet.fn"}),
                    secret=frozenset({"create_wallet.passphrase"}),
                    raises=(WalletError,),
                ),
            },
        ),
        "node.capnp": SchemaFile(
            interfaces={
                Node: Interface(
                    owned=frozenset(
                        f"handle_{event}.fn"
                        for event in (
                            "init_message",
                            "message_box",
                            "show_progress",
                            "num_connections_changed",
                            "network_active_changed",
                            "alert_changed",
                            "banned_list_changed",
                            "block_tip",
                            "header_tip",
                            "chain_lock",
                        )
                    ),
                    raises=(RpcError,),
                )
            },
        ),
        "init.capnp": SchemaFile(
            id=0xF2C5CFA319406AA6,
            interfaces={
                Init: Interface(
                    root=True,
                    ordinals={"construct": 0, "make_echo": 1, "make_chain": 2, "make_wallet_loader": 3},
                    owned=frozenset({"make_wallet_loader.chain"}),
                    secret=frozenset({"make_wallet_loader.global_args"}),
                    raises=(),
                )
            },
        ),
    },
    types={
        BlockHash: bytes,
        TxId: bytes,
        Script: bytes,
        Duffs: Int64,
        DuffsPerKb: Int64,
        Height: Int32,
        UnixTime: Int64,
        SecretText: str,
        Transaction: Hook(wire=bytes, encode=hooks.encode_transaction, decode=hooks.decode_transaction),
        Block: Hook(wire=bytes, encode=hooks.encode_block, decode=hooks.decode_block),
        OutPoint: Hook(wire=bytes, encode=hooks.encode_outpoint, decode=hooks.decode_outpoint),
        TxOut: Hook(wire=bytes, encode=hooks.encode_output, decode=hooks.decode_output),
    },
    exceptions=(RpcError, WalletError),
    namespace="ipc::capnp::messages",
)
