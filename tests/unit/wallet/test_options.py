"""Options that concern all wallets are checked before any is loaded."""

import pytest

from dashcore.wallet.testing import WalletRig


@pytest.mark.parametrize(
    ("settings", "is_fine", "message"),
    [
        ({}, True, None),
        ({"rescan": "2"}, True, None),
        ({"rescan": "5"}, True, "warning: Incorrect -rescan mode, falling back to default value"),
        ({"rescan": "-1"}, True, "warning: Incorrect -rescan mode, falling back to default value"),
        ({"mnemonicbits": "5"}, False, "error: Invalid '-mnemonicbits'. Allowed values: 128, 160, 192, 224, 256."),
        (
            {"coinjoindenomshardcap": "10", "coinjoindenomsgoal": "20"},
            False,
            "error: -coinjoindenomshardcap can't be lower than -coinjoindenomsgoal",
        ),
        (
            {"coinjoindenomshardcap": "49"},
            False,
            "error: -coinjoindenomshardcap can't be lower than -coinjoindenomsgoal",
        ),
    ],
)
def test_verify(rig: WalletRig, settings: dict[str, object], is_fine: bool, message: str | None) -> None:
    """Warned of, or refused in dashd's words."""
    rig.chain.settings |= settings

    assert rig.loader.verify() is is_fine
    told = [text for text in rig.chain.messages if text.startswith(("warning", "error"))]
    assert told == ([] if message is None else [message])
