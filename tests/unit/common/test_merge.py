"""How sources are merged, over every combination that C++ tests; the digests are those of its tests."""

import hashlib
import itertools
from collections.abc import Iterator

from dashcore.common import settings as merge
from dashcore.common.args import ArgsManager, Category, Flag
from dashcore.common.errors import ArgsError
from dashcore.common.settings import Settings, SettingsValue

SET, NEGATE, SECTION_SET, SECTION_NEGATE = 1, 2, 3, 4


def action_lists(length: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Yield lists of actions without repetition, in the order of C++'s ForEachNoDup; 0 ends a list."""
    current = [0] * length
    while True:
        actions = tuple(itertools.takewhile(bool, current))
        if all(first != second for first, second in itertools.pairwise(actions)):
            yield actions
        for place in range(length):
            last = current[place] == largest
            current[place] = 1 if current[place] < 1 or last else current[place] + 1
            if not last:
                break
        else:
            return


def double_sha256(lines: Iterator[str]) -> str:
    """Digest of all lines together."""
    inner = hashlib.sha256()
    for line in lines:
        inner.update(line.encode())
    return hashlib.sha256(inner.digest()).hexdigest()


def merged_settings() -> Iterator[str]:
    """What each combination of sources merges to."""
    for arg_actions in action_lists(3, NEGATE):
        for conf_actions in action_lists(3, SECTION_NEGATE):
            for forced, ignore_default in itertools.product((False, True), repeat=2):
                yield describe_settings(arg_actions, conf_actions, forced, ignore_default)


def describe_settings(
    arg_actions: tuple[int, ...], conf_actions: tuple[int, ...], forced: bool, ignore_default: bool
) -> str:
    """Merge one combination."""
    settings = Settings()
    name = "wallet" if ignore_default else "server"
    text = ""
    suffix = itertools.count(1)

    def push(action: int, value: str, prefix: str, values: list[SettingsValue]) -> None:
        nonlocal text
        if action in (SET, SECTION_SET):
            for _ in range(2):
                values.append(f"{value}{next(suffix)}")
                text += f" {prefix}{name}={values[-1]}"
        else:
            values.append(False)
            text += f" {prefix}no{name}"

    if forced:
        settings.forced[name] = "forced"
        text += f" {name}=forced"
    for action in arg_actions:
        push(action, "a", "-", settings.command_line.setdefault(name, []))
    for action in conf_actions:
        section = "main" if action in (SECTION_SET, SECTION_NEGATE) else ""
        values = settings.config.setdefault(section, {}).setdefault(name, [])
        push(action, "c", f"{section}." if section else "", values)
    one = merge.get_setting(settings, "main", name, ignore_default_section=ignore_default)
    several = merge.get_settings_list(settings, "main", name, ignore_default_section=ignore_default)
    text += f" || {merge.to_text(one)} |" + "".join(f" {merge.to_text(value)}" for value in several) + " |"
    if merge.only_has_default_section_setting(settings, "main", name):
        text += " ignored"
    return text + "\n"


def test_settings() -> None:
    """Every combination merges as in C++ settings_tests."""
    digest = "79db02d74e3e193196541b67c068b40ebd0c124a24b3ecbe9cbf7e85b1c4ba7a"
    assert double_sha256(merged_settings()) == digest


def values_of(actions: tuple[int, ...], section: str, name: str, value: str) -> list[str]:
    """Spell actions as keys and values."""
    suffix = itertools.count(1)
    words = []
    for action in actions:
        prefix = f"{section}." if action in (SECTION_SET, SECTION_NEGATE) else ""
        if action in (SET, SECTION_SET):
            words += [f"{prefix}{name}={value}{next(suffix)}" for _ in range(2)]
        else:
            words.append(f"{prefix}no{name}=1")
    return words


def merged_args() -> Iterator[str]:
    """What the manager answers to each combination."""
    networks = ("main", "test", "devnet")
    for arg_actions in action_lists(3, NEGATE):
        for conf_actions in action_lists(3, SECTION_NEGATE):
            for soft, force in itertools.product((False, True), repeat=2):
                for section, network, net_specific in itertools.product(networks, networks, (False, True)):
                    yield describe_args(arg_actions, conf_actions, soft, force, section, network, net_specific)


def describe_args(
    arg_actions: tuple[int, ...],
    conf_actions: tuple[int, ...],
    soft: bool,
    force: bool,
    section: str,
    network: str,
    net_specific: bool,
) -> str:
    """Ask the manager about one combination."""
    args = ArgsManager()
    name = "wallet" if net_specific else "server"
    key = f"-{name}"
    args.add_arg(key, name, Flag.NETWORK_ONLY if net_specific else Flag.ANY, Category.OPTIONS)
    args.select_network(network)
    words = [f"-{word}" for word in values_of(arg_actions, section, name, "a")]
    args.parse_parameters(["ignored", *words])
    lines = values_of(conf_actions, section, name, "c")
    args._read_config_text("".join(f"{line}\n" for line in lines), "filepath", ignore_unknown=False)
    text = f"net={network}" + "".join(f" {word}" for word in words + lines)
    if soft:
        text += " soft"
        args.soft_set(key, "soft1")
        args.soft_set(key, "soft2")
    if force:
        text += " force"
        args.force_set(key, "force1")
        args.force_set(key, "force2")
    text += " || "
    if not args.is_set(key):
        text += "unset"
    elif args.is_negated(key):
        text += "negated"
    else:
        text += args.get(key, "default") + " |" + "".join(f" {value}" for value in args.get_all(key))
    ignored = args.unsuitable_section_only_args()
    if ignored:
        text += " | ignored" + "".join(f" {arg}" for arg in ignored)
    return text + "\n"


def test_args() -> None:
    """Every combination is answered as in C++ argsman_tests."""
    digest = "c78db4195fcbe4cf3f535f9a72b963bba77fd36099da29dfb8845291a2cf760a"
    assert double_sha256(merged_args()) == digest


def chain_names() -> Iterator[str]:
    """Which network each combination selects."""
    words = (None, "-testnet=1", "-testnet=0", "-notestnet=1", "-regtest=1", "-regtest=0", "-noregtest=1")
    for arg_actions in action_lists(2, 6):
        for conf_actions in action_lists(2, 6):
            args = ArgsManager()
            args.add_arg("-regtest", "regtest")
            args.add_arg("-testnet", "testnet")
            given = [str(words[action]) for action in arg_actions]
            lines = [str(words[action])[1:] for action in conf_actions]
            args.parse_parameters(["ignored", *given])
            args._read_config_text("".join(f"{line}\n" for line in lines), "filepath", ignore_unknown=False)
            text = "".join(f" {word}" for word in given + lines) + " || "
            try:
                text += args.get_chain_name()
            except ArgsError as error:
                text += f"error: {error}"
            yield text + "\n"


def test_chain_names() -> None:
    """Every combination selects what it does in C++ argsman_tests."""
    digest = "1cd2697d1665d086f15ed18b3333bc356c3d39ba490589dc58afd8fc2f457731"
    assert double_sha256(chain_names()) == digest
