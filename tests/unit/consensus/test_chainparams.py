"""The networks' parameters and the flags that bend them."""

import pytest

from dashcore.consensus.chainparams import ChainArgsError, select_params
from dashcore.consensus.llmq_params import LlmqType
from dashcore.consensus.params import Deployment, SignaledDeployment
from dashcore.util.hashes import display_hash


class Args:
    """A command line: names without their dash."""

    def __init__(self, **given: str | list[str]) -> None:
        self._given = {f"-{name}": [value] if isinstance(value, str) else value for name, value in given.items()}

    def is_arg_set(self, name: str) -> bool:
        """Whether it was given."""
        return name in self._given

    def get_args(self, name: str) -> list[str]:
        """All values."""
        return self._given.get(name, [])

    def get_arg(self, name: str, default: str) -> str:
        """The first value."""
        return self._given[name][0] if name in self._given else default

    def get_int_arg(self, name: str, default: int) -> int:
        """The first value as a number."""
        return int(self._given[name][0]) if name in self._given else default

    def get_bool_arg(self, name: str, default: bool) -> bool:
        """The first value as a switch."""
        return self._given[name][0] != "0" if name in self._given else default


@pytest.mark.parametrize(
    ("network", "magic", "ports", "genesis"),
    [
        ("main", "bf0c6bbd", (9999, 9998), "00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6"),
        ("test", "cee2caff", (19999, 19998), "00000bafbc94add76cb75e2ec92894837288a481e5c005f6563d91623bf8bc2c"),
        ("devnet", "e2caffce", (19799, 19798), "000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e"),
        ("regtest", "fcc1b7dc", (19899, 19898), "000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e"),
    ],
)
def test_network(network: str, magic: str, ports: tuple[int, int], genesis: str) -> None:
    """Peers and files are told apart by these."""
    params = select_params(network)

    assert params.magic.hex() == magic
    assert (params.default_port, params.rpc_port) == ports
    assert display_hash(params.genesis.hash) == genesis
    assert set(params.consensus.heights) == set(Deployment)
    assert set(params.consensus.signals) == set(SignaledDeployment)


def test_devnet_has_its_own_second_block() -> None:
    """Two devnets of different names diverge at height 1."""
    one = select_params("devnet", Args(devnet="one"))
    two = select_params("devnet", Args(devnet="two"))

    assert one.data_subdir == "devnet-one"
    assert one.devnet_genesis != two.devnet_genesis
    assert one.devnet_genesis is not None
    assert one.consensus.devnet_genesis_hash == one.devnet_genesis.hash
    assert one.devnet_genesis.header.prev_hash == one.genesis.hash


def test_regtest_flags() -> None:
    """Each flag changes what its name says."""
    log: list[str] = []
    args = Args(
        testactivationheight=["v20@500", "mn_rr@600", "dip0024@7"],
        dip3params="300:400",
        budgetparams="10:20:30",
        llmqtestparams="5:4",
        llmqtestinstantsenddip0024="llmq_test_instantsend",
        vbparams=["v24:1:2:3:40:30:20:5:0"],
        fastprune="1",
    )

    params = select_params("regtest", args, log.append)

    rules = params.consensus
    assert rules.heights[Deployment.V20] == 500
    assert (rules.heights[Deployment.DIP24], rules.rotated_quorums_height) == (7, 7)
    assert (rules.heights[Deployment.DIP3], rules.masternode_enforcement_height) == (300, 400)
    assert (rules.masternode_payments_start, rules.budget_start, rules.superblock_start) == (10, 20, 30)
    assert (rules.llmqs[LlmqType.TEST].size, rules.llmqs[LlmqType.TEST].threshold) == (5, 4)
    assert rules.llmq_instantsend is LlmqType.TEST_INSTANTSEND
    v24 = rules.signals[SignaledDeployment.V24]
    assert (v24.start_time, v24.timeout, v24.min_activation_height, v24.window) == (1, 2, 3, 40)
    assert (v24.threshold_start, v24.threshold_min, v24.falloff, v24.needs_ehf) == (30, 20, 5, False)
    assert params.prune_after_height == 100
    assert "Setting DIP3 parameters to activation=300, enforcement=400" in log


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("testactivationheight", "v20", "Invalid format (v20) for -testactivationheight=name@height."),
        ("testactivationheight", "v20@-1", "Invalid height value (v20@-1) for -testactivationheight=name@height."),
        ("testactivationheight", "v20@2147483647", "Invalid height value (v20@2147483647) for"),
        ("testactivationheight", "dip0003@1", "Invalid name (dip0003@1) for -testactivationheight=name@height."),
        ("vbparams", "v24:0", "Version bits parameters malformed, expecting <deployment>:<start>:<end> or"),
        ("vbparams", "v24:x:0", "Invalid nStartTime (x)"),
        ("vbparams", "v24:0: 1", "Invalid nTimeout ( 1)"),
        ("vbparams", "nothing:0:0", "Invalid deployment (nothing)"),
        ("dip3params", "1", "DIP3 parameters malformed, expecting <activation>:<enforcement>"),
        ("dip3params", "1:x", "Invalid enforcement height (x)"),
        ("budgetparams", "1:2", "Budget parameters malformed, expecting <masternode>:<budget>:<superblock>"),
        ("llmqtestparams", "3", "LLMQ_TEST parameters malformed, expecting <size>:<threshold>"),
        ("llmqtestplatformparams", "3:x", "Invalid LLMQ_TEST_PLATFORM threshold (x)"),
        ("llmqtestinstantsenddip0024", "x", "Invalid LLMQ type specified for -llmqtestinstantsenddip0024."),
    ],
)
def test_bad_regtest_flag(name: str, value: str, text: str) -> None:
    """The user sees C++'s text."""
    with pytest.raises(ChainArgsError) as caught:
        select_params("regtest", Args(**{name: value}))

    assert str(caught.value).startswith(text)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("llmqchainlocks", "llmq_devnet_dip0024", "LLMQ type specified for -llmqchainlocks must NOT use rotation"),
        ("llmqinstantsenddip0024", "llmq_devnet", "LLMQ type specified for -llmqinstantsenddip0024 must use rotation"),
        ("llmqplatform", "x", "Invalid LLMQ type specified for -llmqplatform."),
        ("powtargetspacing", "0", "Invalid value of powTargetSpacing (0)"),
        ("powtargetspacing", "x", "Invalid parsing of powTargetSpacing (x)"),
    ],
)
def test_bad_devnet_flag(name: str, value: str, text: str) -> None:
    """The user sees C++'s text."""
    with pytest.raises(ChainArgsError) as caught:
        select_params("devnet", Args(**{name: value}))

    assert str(caught.value) == text


def test_devnet_flags() -> None:
    """Difficulty, subsidy and quorums of a devnet can be chosen."""
    rules = select_params(
        "devnet", Args(highsubsidyblocks="10", highsubsidyfactor="3", powtargetspacing="60", llmqmnhf="llmq_50_60")
    ).consensus

    assert (rules.high_subsidy_blocks, rules.high_subsidy_factor) == (10, 3)
    assert rules.difficulty_interval == 1440
    assert rules.llmq_mnhf is LlmqType.LLMQ_50_60


def test_unknown_network() -> None:
    """The text is C++'s."""
    with pytest.raises(ChainArgsError, match=r"CreateChainParams: Unknown chain moon\."):
        select_params("moon")
