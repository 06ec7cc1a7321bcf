"""Flags that bend the parameters of regtest and devnet. Mirrors the Update...FromArgs functions of chainparams.cpp."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from dashcore.consensus.llmq_params import LlmqParams, LlmqType
from dashcore.consensus.params import ChainParams, ConsensusParams, Deployment, SignaledDeployment, SignalParams
from dashcore.util.strings import parse_int32, parse_int64

_BY_FLAG_NAME = {
    "bip147": Deployment.BIP147,
    "bip34": Deployment.BIP34,
    "dersig": Deployment.BIP66,
    "cltv": Deployment.BIP65,
    "csv": Deployment.CSV,
    "brr": Deployment.BRR,
    "dip0001": Deployment.DIP1,
    "dip0008": Deployment.DIP8,
    "dip0024": Deployment.DIP24,
    "v19": Deployment.V19,
    "v20": Deployment.V20,
    "mn_rr": Deployment.MN_RR,
}
_SIGNAL_FORMS = (
    "Version bits parameters malformed, expecting "
    "<deployment>:<start>:<end> or "
    "<deployment>:<start>:<end>:<min_activation_height> or "
    "<deployment>:<start>:<end>:<min_activation_height>:<window>:<threshold> or "
    "<deployment>:<start>:<end>:<min_activation_height>:<window>:<thresholdstart>:<thresholdmin>:"
    "<falloffcoeff>:<useehf>"
)


class ChainArgs(Protocol):
    """What is asked of the parsed command line; names carry their dash, "-vbparams"."""

    def is_arg_set(self, name: str) -> bool:
        """Whether the option was given at all."""

    def get_args(self, name: str) -> list[str]:
        """All values given."""

    def get_arg(self, name: str, default: str) -> str:
        """The value that counts."""

    def get_int_arg(self, name: str, default: int) -> int:
        """The value that counts, read as C++ atoi does."""

    def get_bool_arg(self, name: str, default: bool) -> bool:
        """The value that counts, as a switch."""


class ChainArgsError(ValueError):
    """A flag about chain parameters makes no sense; the text is what the user sees."""


Log = Callable[[str], None]


def apply_regtest_args(params: ChainParams, args: ChainArgs, log: Log) -> ChainParams:
    """Return regtest as the flags want it.

    Raises:
        ChainArgsError: with C++'s text.
    """
    rules = params.consensus
    rules = _with_activation_heights(rules, args)
    rules = _with_signals(rules, args, log)
    rules = _with_masternode_heights(rules, args, log)
    rules = _with_budget(rules, args, log)
    for kind, flag, name in (
        (LlmqType.TEST, "-llmqtestparams", "LLMQ_TEST"),
        (LlmqType.TEST_INSTANTSEND, "-llmqtestinstantsendparams", "LLMQ_TEST_INSTANTSEND"),
        (LlmqType.TEST_PLATFORM, "-llmqtestplatformparams", "LLMQ_TEST_PLATFORM"),
    ):
        rules = _with_quorum_size(rules, args, log, kind=kind, flag=flag, name=name)
    rules = replace(
        rules, llmq_instantsend=_choose_llmq(rules, args, log, "-llmqtestinstantsenddip0024", rules.llmq_instantsend)
    )
    if rules.heights[Deployment.V20] < rules.heights[Deployment.DIP3]:
        raise ChainArgsError("v20 cannot be active before dip0003")
    if rules.heights[Deployment.MN_RR] < rules.heights[Deployment.V20]:
        raise ChainArgsError("mn_rr cannot be active before v20")
    prune_after = 100 if args.get_bool_arg("-fastprune", False) else params.prune_after_height
    return replace(params, consensus=rules, prune_after_height=prune_after)


def apply_devnet_args(params: ChainParams, args: ChainArgs, log: Log) -> ChainParams:
    """Return a devnet as the flags want it.

    Raises:
        ChainArgsError: with C++'s text.
    """
    rules = params.consensus
    if any(map(args.is_arg_set, ("-minimumdifficultyblocks", "-highsubsidyblocks", "-highsubsidyfactor"))):
        rules = replace(
            rules,
            minimum_difficulty_blocks=args.get_int_arg("-minimumdifficultyblocks", rules.minimum_difficulty_blocks),
            high_subsidy_blocks=args.get_int_arg("-highsubsidyblocks", rules.high_subsidy_blocks),
            high_subsidy_factor=args.get_int_arg("-highsubsidyfactor", rules.high_subsidy_factor),
        )
        log(
            f"Setting minimumdifficultyblocks={rules.minimum_difficulty_blocks}, "
            f"highsubsidyblocks={rules.high_subsidy_blocks}, highsubsidyfactor={rules.high_subsidy_factor}"
        )
    rules = replace(
        rules,
        llmq_chainlocks=_choose_llmq(rules, args, log, "-llmqchainlocks", rules.llmq_chainlocks, rotated=False),
        llmq_instantsend=_choose_llmq(
            rules, args, log, "-llmqinstantsenddip0024", rules.llmq_instantsend, rotated=True
        ),
        llmq_platform=_choose_llmq(rules, args, log, "-llmqplatform", rules.llmq_platform),
        llmq_mnhf=_choose_llmq(rules, args, log, "-llmqmnhf", rules.llmq_mnhf),
    )
    rules = _with_quorum_size(rules, args, log, kind=LlmqType.DEVNET, flag="-llmqdevnetparams", name="LLMQ_DEVNET")
    rules = _with_spacing(rules, args, log)
    return replace(params, consensus=rules)


def _with_activation_heights(rules: ConsensusParams, args: ChainArgs) -> ConsensusParams:
    heights = dict(rules.heights)
    rotated = rules.rotated_quorums_height
    form = "for -testactivationheight=name@height."
    for arg in args.get_args("-testactivationheight"):
        name, at, value = arg.partition("@")
        if not at:
            raise ChainArgsError(f"Invalid format ({arg}) {form}")
        height = parse_int32(value)
        if height is None or not 0 <= height < 2**31 - 1:
            raise ChainArgsError(f"Invalid height value ({arg}) {form}")
        if name not in _BY_FLAG_NAME:
            raise ChainArgsError(f"Invalid name ({arg}) {form}")
        heights[_BY_FLAG_NAME[name]] = height
        if name == "dip0024":
            rotated = height
    return replace(rules, heights=heights, rotated_quorums_height=rotated)


def _with_signals(rules: ConsensusParams, args: ChainArgs, log: Log) -> ConsensusParams:
    signals = dict(rules.signals)
    for arg in args.get_args("-vbparams"):
        fields = arg.split(":")
        if len(fields) not in {3, 4, 6, 9}:
            raise ChainArgsError(_SIGNAL_FORMS)
        names = ("nStartTime", "nTimeout", "min_activation_height", "nWindowSize", "nThresholdStart", "nThresholdMin",
                 "nFalloffCoeff", "nUseEHF")  # fmt: skip
        values = [-1, -1, 0, -1, -1, -1, -1, -1]
        for at, text in enumerate(fields[1:]):
            value = parse_int32(text) if names[at] == "min_activation_height" else parse_int64(text)
            if value is None:
                raise ChainArgsError(f"Invalid {names[at]} ({text})")
            values[at] = value
        deployment = next((each for each in SignaledDeployment if each.value == fields[0]), None)
        if deployment is None:
            raise ChainArgsError(f"Invalid deployment ({fields[0]})")
        signals[deployment] = _changed_signal(signals[deployment], values)
        log(
            f"Setting version bits activation parameters for {fields[0]} to start={values[0]}, timeout={values[1]}, "
            f"min_activation_height={values[2]}, window={values[3]}, thresholdstart={values[4]}, "
            f"thresholdmin={values[5]}, falloffcoeff={values[6]}, useehf={values[7]}"
        )
    return replace(rules, signals=signals)


def _changed_signal(old: SignalParams, values: list[int]) -> SignalParams:
    """Take over what was given; -1 leaves one of the last five as it is."""
    start_time, timeout, min_height, window, threshold_start, threshold_min, falloff, ehf = values
    return replace(
        old,
        start_time=start_time,
        timeout=timeout,
        min_activation_height=min_height,
        window=old.window if window == -1 else window,
        threshold_start=old.threshold_start if threshold_start == -1 else threshold_start,
        threshold_min=old.threshold_min if threshold_min == -1 else threshold_min,
        falloff=old.falloff if falloff == -1 else falloff,
        needs_ehf=old.needs_ehf if ehf == -1 else ehf > 0,
    )


def _with_masternode_heights(rules: ConsensusParams, args: ChainArgs, log: Log) -> ConsensusParams:
    if not args.is_arg_set("-dip3params"):
        return rules
    fields = args.get_arg("-dip3params", "").split(":")
    if len(fields) != 2:
        raise ChainArgsError("DIP3 parameters malformed, expecting <activation>:<enforcement>")
    activation = _need_int32(fields[0], "activation height")
    enforcement = _need_int32(fields[1], "enforcement height")
    log(f"Setting DIP3 parameters to activation={activation}, enforcement={enforcement}")
    heights = {**rules.heights, Deployment.DIP3: activation}
    return replace(rules, heights=heights, masternode_enforcement_height=enforcement)


def _with_budget(rules: ConsensusParams, args: ChainArgs, log: Log) -> ConsensusParams:
    if not args.is_arg_set("-budgetparams"):
        return rules
    fields = args.get_arg("-budgetparams", "").split(":")
    if len(fields) != 3:
        raise ChainArgsError("Budget parameters malformed, expecting <masternode>:<budget>:<superblock>")
    masternode = _need_int32(fields[0], "masternode start height")
    budget = _need_int32(fields[1], "budget start block")
    superblock = _need_int32(fields[2], "superblock start height")
    log(f"Setting budget parameters to masternode={masternode}, budget={budget}, superblock={superblock}")
    return replace(rules, masternode_payments_start=masternode, budget_start=budget, superblock_start=superblock)


def _with_quorum_size(
    rules: ConsensusParams, args: ChainArgs, log: Log, *, kind: LlmqType, flag: str, name: str
) -> ConsensusParams:
    if not args.is_arg_set(flag):
        return rules
    fields = args.get_arg(flag, "").split(":")
    if len(fields) != 2:
        raise ChainArgsError(f"{name} parameters malformed, expecting <size>:<threshold>")
    size = _need_int32(fields[0], f"{name} size")
    threshold = _need_int32(fields[1], f"{name} threshold")
    log(f"Setting {name} parameters to size={size}, threshold={threshold}")
    changed = replace(
        rules.llmqs[kind], size=size, min_size=threshold, threshold=threshold, bad_votes_threshold=threshold
    )
    return replace(rules, llmqs={**rules.llmqs, kind: changed})


def _choose_llmq(
    rules: ConsensusParams, args: ChainArgs, log: Log, flag: str, default: LlmqType, *, rotated: bool | None = None
) -> LlmqType:
    if not args.is_arg_set(flag):
        return default
    name = args.get_arg(flag, rules.llmqs[default].name)
    chosen = _find_llmq(rules, name)
    if chosen is not None and rotated is not None and chosen.is_rotated is not rotated:
        must = "must use" if rotated else "must NOT use"
        raise ChainArgsError(f"LLMQ type specified for {flag} {must} rotation")
    if chosen is None:
        raise ChainArgsError(f"Invalid LLMQ type specified for {flag}.")
    log(f"Setting {flag[1:]} to {'' if flag == '-llmqtestinstantsenddip0024' else 'size='}{chosen.type.value}")
    return chosen.type


def _find_llmq(rules: ConsensusParams, name: str) -> LlmqParams | None:
    return next((each for each in rules.llmqs.values() if each.name == name), None)


def _with_spacing(rules: ConsensusParams, args: ChainArgs, log: Log) -> ConsensusParams:
    if not args.is_arg_set("-powtargetspacing"):
        return rules
    text = args.get_arg("-powtargetspacing", "")
    spacing = parse_int64(text)
    if spacing is None:
        raise ChainArgsError(f"Invalid parsing of powTargetSpacing ({text})")
    if spacing < 1:
        raise ChainArgsError(f"Invalid value of powTargetSpacing ({text})")
    log(f"Setting powTargetSpacing to {spacing}")
    return replace(rules, pow_spacing=spacing)


def _need_int32(text: str, what: str) -> int:
    value = parse_int32(text)
    if value is None:
        raise ChainArgsError(f"Invalid {what} ({text})")
    return value
