"""Which interfaces cross between processes, and as what. The source of schema/*.capnp and of ipc/stubs.

Init and Echo have the ids and ordinals of Dash Core v23.1.2's schema, so that its dash-node and ours can
spawn each other; Mining those of Bitcoin Core 32, for its clients. What only we have follows behind. `make schema` writes the files anew.
"""

from dashcore.interfaces.chain import Chain, ChainNotifications
from dashcore.interfaces.chain_client import ChainClient
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.init import Init
from dashcore.interfaces.mining import (
    DEFAULT_RESERVED_SIGOPS,
    DEFAULT_RESERVED_WEIGHT,
    NO_TIMEOUT,
    BlockRef,
    BlockTemplate,
    Mining,
)
from dashcore.interfaces.node import Node
from dashcore.interfaces.rpc import RpcError
from dashcore.interfaces.wallet import SecretText, Wallet, WalletError, WalletLoader
from dashcore.ipc import hooks
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import MAX_MONEY, BlockHash, Duffs, DuffsPerKb, Height, Script, TxId, UnixTime
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
                    secret=frozenset({"base_initialize.global_args"}),
                    raises=(RpcError,),
                )
            },
        ),
        "common.capnp": SchemaFile(id=0xCD2C6232CB484A28, interfaces={}, types=(BlockRef,)),
        "mining.capnp": SchemaFile(
            id=0xC77D03DF6A41B505,
            interfaces={
                Mining: Interface(
                    ordinals={
                        "is_test_chain": 0,
                        "is_initial_block_download": 1,
                        "get_tip": 2,
                        "wait_tip_changed": 3,
                        "create_new_block": 4,
                        "check_block": 5,
                        "interrupt": 6,
                        "submit_block": 7,
                        "get_transactions_by_tx_id": 8,
                        "get_transactions_by_witness_id": 9,
                    },
                    defaults={"wait_tip_changed.timeout": NO_TIMEOUT, "create_new_block.cooldown": True},
                    spread=frozenset({"check_block", "submit_block"}),
                    nullable=frozenset({"wait_tip_changed"}),
                    raises=(),
                ),
                BlockTemplate: Interface(
                    ordinals={
                        "destroy": 0,
                        "get_block_header": 1,
                        "get_block": 2,
                        "get_tx_fees": 3,
                        "get_tx_sigops": 4,
                        "get_coinbase_tx": 5,
                        "get_coinbase_merkle_path": 6,
                        "submit_solution_old7": 7,
                        "wait_next": 8,
                        "interrupt_wait": 9,
                        "submit_solution": 10,
                    },
                    spread=frozenset({"submit_solution"}),
                    raises=(),
                ),
            },
            defaults={
                "BlockCreateOptions.use_mempool": True,
                "BlockCreateOptions.block_reserved_weight": DEFAULT_RESERVED_WEIGHT,
                "BlockCreateOptions.coinbase_output_max_additional_sigops": DEFAULT_RESERVED_SIGOPS,
                "BlockWaitOptions.timeout": NO_TIMEOUT,
                "BlockWaitOptions.fee_threshold": MAX_MONEY,
                "BlockCheckOptions.check_merkle_root": True,
                "BlockCheckOptions.check_pow": True,
            },
        ),
        "init.capnp": SchemaFile(
            id=0xF2C5CFA319406AA6,
            interfaces={
                Init: Interface(
                    root=True,
                    ordinals={
                        "construct": 0,
                        "make_echo": 1,
                        "make_chain": 2,
                        "make_wallet_loader": 3,
                        "make_mining": 4,
                        "get_wallet_loader": 5,
                        "make_node": 6,
                    },
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
        BlockHeader: Hook(wire=bytes, encode=hooks.encode_header, decode=hooks.decode_header),
        TxOut: Hook(wire=bytes, encode=hooks.encode_output, decode=hooks.decode_output),
    },
    exceptions=(RpcError, WalletError),
    no_context=((Mining, "interrupt"), (BlockTemplate, "interrupt_wait")),
    namespace="ipc::capnp::messages",
)
