"""Names and numbers by which the executables present themselves. Mirrors clientversion.h."""

from typing import Final

PACKAGE_NAME: Final = "Dash Core"
CLIENT_NAME: Final = "Dash Core"
CLIENT_VERSION: Final = 230102
VERSION_TEXT: Final = "v23.1.2"
CONFIG_FILENAME: Final = "dash.conf"
SETTINGS_FILENAME: Final = "settings.json"

LICENSE_TEXT: Final = (
    "Multiprocess Dash: the node, the wallet and the GUI as processes of their own, compatible with Dash Core.\n\n"
    "This is experimental software.\n"
    "Distributed under the MIT license; see the file LICENSE.\n"
)


def format_version(version: int = CLIENT_VERSION) -> str:
    """Spell a version number: 230102 is `23.1.2`."""
    return f"{version // 10000}.{version // 100 % 100}.{version % 100}"


def format_subversion(comments: tuple[str, ...] = (), name: str = CLIENT_NAME, version: int = CLIENT_VERSION) -> str:
    """Compose the user agent of BIP 14."""
    inside = f"({'; '.join(comments)})" if comments else ""
    return f"/{name}:{format_version(version)}{inside}/"
