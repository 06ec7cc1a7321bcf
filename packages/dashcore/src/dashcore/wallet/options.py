"""The wallet's options, read once from the node's settings and checked.

Mirrors the option part of CWallet::Create and wallet/init.cpp.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from dashcore.primitives.types import COIN, MAX_MONEY, Duffs, DuffsPerKb
from dashcore.wallet.errors import WalletLoadError

DEFAULT_KEYPOOL_SIZE = 1000
DEFAULT_MNEMONIC_BITS = 128
MNEMONIC_BITS = (128, 160, 192, 224, 256)
DEFAULT_CONFIRM_TARGET = 6  # blocks
HIGH_TX_FEE_PER_KB = DuffsPerKb(COIN // 100)
HIGH_MAX_TX_FEE = Duffs(100 * HIGH_TX_FEE_PER_KB)
HIGH_APS_FEE = Duffs(COIN // 10_000)
_MAX_DECIMALS = 8
_RESCAN_MODES = range(3)
_MIN_FEE = DuffsPerKb(1000)
_FALLBACK_FEE = DuffsPerKb(1000)
_DISCARD_RATE = DuffsPerKb(10_000)
_CONSOLIDATE_RATE = DuffsPerKb(1000)
_PAY_TX_FEE = DuffsPerKb(0)
_MAX_TX_FEE = Duffs(COIN // 10)
_MAX_APS_FEE = Duffs(0)

Setting = Callable[[str], str]  # option name without its dash -> JSON text, `null` where it is not set


def read_setting(setting: Setting, name: str) -> str | None:
    """Return a setting as text; None where it is not set, "0" and "1" for false and true."""
    value = json.loads(setting(name), parse_float=str, parse_int=str)
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return None if not value else str(value[-1])
    return str(value)


def read_bool(setting: Setting, name: str, *, default: bool) -> bool:
    """Return a setting as a truth value. Source: C++ InterpretBool."""
    text = read_setting(setting, name)
    if text is None:
        return default
    return text == "" or read_leading_int(text) != 0


def read_int(setting: Setting, name: str, default: int) -> int:
    """Return a setting as a number; what follows the digits is ignored."""
    text = read_setting(setting, name)
    return default if text is None else read_leading_int(text)


def read_leading_int(text: str) -> int:
    """Read the number a text begins with; 0 where it begins with none. Source: C++ LocaleIndependentAtoi."""
    text = text.strip()
    sign = text[:1] if text[:1] in {"+", "-"} else ""
    digits = ""
    for char in text[len(sign) :]:
        if not ("0" <= char <= "9"):
            break
        digits += char
    return int(sign + digits) if digits else 0


def parse_money(text: str) -> Duffs | None:
    """Read an amount in DASH; None where it is none. Source: C++ ParseMoney."""
    text = text.strip()
    if not text or not all(char in "0123456789." for char in text) or text.count(".") > 1:
        return None
    whole, _, fraction = text.partition(".")
    if len(fraction) > _MAX_DECIMALS or len(whole) > 10 or not (whole or fraction):
        return None
    try:
        value = int(Decimal(f"{whole or 0}.{fraction or 0}") * COIN)
    except InvalidOperation:
        return None
    return Duffs(value) if value <= MAX_MONEY else None


def format_rate(rate: DuffsPerKb) -> str:
    """Show a fee rate in DASH/kB. Source: C++ CFeeRate::ToString."""
    return f"{rate // COIN}.{rate % COIN:08d} DASH/kB"


def format_rate_per_byte(rate: DuffsPerKb) -> str:
    """Show a fee rate in duff/B. Source: C++ CFeeRate::ToString."""
    return f"{rate // 1000}.{rate % 1000:03d} duff/B"


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletOptions:
    """What the command line says of wallets. Rates in duffs per 1000 bytes."""

    keypool_size: int = DEFAULT_KEYPOOL_SIZE
    mnemonic_bits: int = DEFAULT_MNEMONIC_BITS
    mnemonic: str = field(default="", repr=False)
    mnemonic_passphrase: str = field(default="", repr=False)
    unsafe_sync: bool = False
    rescan: int = 0
    cross_chain: bool = False
    broadcast: bool = True
    spend_zero_conf_change: bool = True
    avoid_partial_spends: bool = False
    reject_long_chains: bool = True
    confirm_target: int = DEFAULT_CONFIRM_TARGET
    min_fee: DuffsPerKb = _MIN_FEE
    fallback_fee: DuffsPerKb = _FALLBACK_FEE
    discard_rate: DuffsPerKb = _DISCARD_RATE
    consolidate_rate: DuffsPerKb = _CONSOLIDATE_RATE
    pay_tx_fee: DuffsPerKb = _PAY_TX_FEE
    max_tx_fee: Duffs = _MAX_TX_FEE
    max_aps_fee: Duffs = _MAX_APS_FEE
    coinjoin_enabled: bool = True
    coinjoin_rounds: int = 4
    coinjoin_multi_session: bool = False
    coinjoin_sessions: int = 4
    coinjoin_amount: int = 1000
    coinjoin_denoms_goal: int = 50
    coinjoin_denoms_hardcap: int = 300
    notify_command: str = ""
    instant_send_command: str = ""
    signer: str = ""
    use_hd: bool | None = None


def _amount(setting: Setting, name: str, default: int, text: str = "Invalid amount for -{0}=<amount>: '{1}'") -> int:
    value = read_setting(setting, name)
    if value is None:
        return default
    amount = parse_money(value)
    if amount is None:
        raise WalletLoadError(text.format(name, value))
    return amount


def _high(name: str, why: str) -> str:
    return f"{name} is set very high! {why}"


def read_options(  # noqa: C901 - one option after another
    setting: Setting, relay_min_fee: DuffsPerKb
) -> tuple[WalletOptions, tuple[str, ...]]:
    """Read and check all options; return them with warnings.

    Raises:
        WalletLoadError: an amount cannot be read, or is below what the node relays.
    """
    warnings: list[str] = []
    defaults = WalletOptions()
    min_fee = _amount(setting, "mintxfee", defaults.min_fee)
    if min_fee > HIGH_TX_FEE_PER_KB:
        warnings.append(_high("-mintxfee", "This is the minimum transaction fee you pay on every transaction."))
    max_aps_fee = -1
    if read_setting(setting, "maxapsfee") != "-1":
        max_aps_fee = _amount(setting, "maxapsfee", defaults.max_aps_fee)
        if max_aps_fee > HIGH_APS_FEE:
            warnings.append(
                _high(
                    "-maxapsfee",
                    "This is the maximum transaction fee you pay (in addition to the normal fee) "
                    "to prioritize partial spend avoidance over regular coin selection.",
                )
            )
    fallback = _amount(setting, "fallbackfee", defaults.fallback_fee)
    if fallback > HIGH_TX_FEE_PER_KB:
        warnings.append(
            _high("-fallbackfee", "This is the transaction fee you may pay when fee estimates are not available.")
        )
    discard = _amount(setting, "discardfee", defaults.discard_rate)
    if discard > HIGH_TX_FEE_PER_KB:
        warnings.append(
            _high(
                "-discardfee",
                "This is the transaction fee you may discard if change is smaller than dust at this level",
            )
        )
    pay = _amount(setting, "paytxfee", defaults.pay_tx_fee)
    if pay > HIGH_TX_FEE_PER_KB:
        warnings.append(_high("-paytxfee", "This is the transaction fee you will pay if you send a transaction."))
    given = read_setting(setting, "paytxfee")
    if given is not None and pay < relay_min_fee:
        raise WalletLoadError(
            f"Invalid amount for -paytxfee=<amount>: '{given}' (must be at least {format_rate(relay_min_fee)})"
        )
    max_fee = _amount(setting, "maxtxfee", defaults.max_tx_fee)
    if max_fee > HIGH_MAX_TX_FEE:
        warnings.append("-maxtxfee is set very high! Fees this large could be paid on a single transaction.")
    given = read_setting(setting, "maxtxfee")
    if given is not None and max_fee < relay_min_fee:
        raise WalletLoadError(
            f"Invalid amount for -maxtxfee=<amount>: '{given}' (must be at least the minrelay fee of "
            f"{format_rate(relay_min_fee)} to prevent stuck transactions)"
        )
    if relay_min_fee > HIGH_TX_FEE_PER_KB:
        warnings.append(_high("-minrelaytxfee", "The wallet will avoid paying less than the minimum relay fee."))
    options = WalletOptions(
        keypool_size=max(read_int(setting, "keypool", defaults.keypool_size), 1),
        mnemonic_bits=read_int(setting, "mnemonicbits", defaults.mnemonic_bits),
        mnemonic=read_setting(setting, "mnemonic") or "",
        mnemonic_passphrase=read_setting(setting, "mnemonicpassphrase") or "",
        unsafe_sync=read_bool(setting, "unsafesqlitesync", default=False),
        rescan=_rescan_mode(setting),
        cross_chain=read_bool(setting, "walletcrosschain", default=False),
        broadcast=read_bool(setting, "walletbroadcast", default=not read_bool(setting, "blocksonly", default=False)),
        spend_zero_conf_change=read_bool(setting, "spendzeroconfchange", default=True),
        avoid_partial_spends=read_bool(setting, "avoidpartialspends", default=False),
        reject_long_chains=read_bool(setting, "walletrejectlongchains", default=True),
        confirm_target=read_int(setting, "txconfirmtarget", defaults.confirm_target),
        min_fee=DuffsPerKb(min_fee),
        fallback_fee=DuffsPerKb(fallback),
        discard_rate=DuffsPerKb(discard),
        consolidate_rate=DuffsPerKb(_amount(setting, "consolidatefeerate", defaults.consolidate_rate)),
        pay_tx_fee=DuffsPerKb(pay),
        max_tx_fee=Duffs(max_fee),
        max_aps_fee=Duffs(max_aps_fee),
        coinjoin_enabled=read_bool(setting, "enablecoinjoin", default=True),
        coinjoin_rounds=read_int(setting, "coinjoinrounds", defaults.coinjoin_rounds),
        coinjoin_multi_session=read_bool(setting, "coinjoinmultisession", default=defaults.coinjoin_multi_session),
        coinjoin_sessions=_bounded(setting, "coinjoinsessions", defaults.coinjoin_sessions, 1, 10),
        coinjoin_amount=_bounded(setting, "coinjoinamount", defaults.coinjoin_amount, 2, MAX_MONEY // COIN),
        coinjoin_denoms_goal=_bounded(setting, "coinjoindenomsgoal", defaults.coinjoin_denoms_goal, 10, 100_000),
        coinjoin_denoms_hardcap=_bounded(
            setting, "coinjoindenomshardcap", defaults.coinjoin_denoms_hardcap, 10, 100_000
        ),
        notify_command=read_setting(setting, "walletnotify") or "",
        instant_send_command=read_setting(setting, "instantsendnotify") or "",
        signer=read_setting(setting, "signer") or "",
        use_hd=None if read_setting(setting, "usehd") is None else read_bool(setting, "usehd", default=True),
    )
    return options, tuple(warnings)


def _bounded(setting: Setting, name: str, default: int, least: int, most: int) -> int:
    """Read a number; one out of bounds counts as the bound. Source: C++ CCoinJoinClientOptions::Init."""
    return min(max(read_int(setting, name, default), least), most)


def has_known_rescan_mode(setting: Setting) -> bool:
    """Whether -rescan is none, or a mode there is."""
    return _asked_rescan_mode(setting) in _RESCAN_MODES


def _rescan_mode(setting: Setting) -> int:
    """0: from where the wallet was left; 1: from its birth; 2: from the genesis block."""
    mode = _asked_rescan_mode(setting)
    return mode if mode in _RESCAN_MODES else 0


def _asked_rescan_mode(setting: Setting) -> int:
    text = read_setting(setting, "rescan")
    if text is None:
        return 0
    return 1 if text == "" else read_leading_int(text)
