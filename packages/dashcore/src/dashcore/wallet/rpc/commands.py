"""All commands of the wallet, in the order of their names."""

from dashcore.rpc.command import RpcCommand
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.rpc import (
    addresses,
    coinjoin,
    coins,
    descriptors,
    encryption,
    funding,
    legacy,
    pruned,
    psbt,
    send,
    signing,
    simulate,
    spend,
    transactions,
    wallet_state,
    wallets,
)

WALLET_COMMANDS: tuple[RpcCommand[WalletContext], ...] = tuple(
    sorted(
        (
            *addresses.COMMANDS,
            *coinjoin.COMMANDS,
            *coins.COMMANDS,
            *descriptors.COMMANDS,
            *encryption.COMMANDS,
            *funding.COMMANDS,
            *legacy.COMMANDS,
            *pruned.COMMANDS,
            *psbt.COMMANDS,
            *send.COMMANDS,
            *signing.COMMANDS,
            *simulate.COMMANDS,
            *spend.COMMANDS,
            *transactions.COMMANDS,
            *wallet_state.COMMANDS,
            *wallets.COMMANDS,
        ),
        key=lambda command: command.name,
    )
)
