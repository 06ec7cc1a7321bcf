"""peers.dat: the address manager between two runs. Mirrors LoadAddrman and DumpPeerAddresses of addrdb.cpp."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from struct import error as struct_error

from dashcore.common import files
from dashcore.common.errors import InitError
from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.addrman_check import AddrManInconsistentError
from dashcore.net.addresses.addrman_codec import FutureFormatError, decode_tables
from dashcore.net.addresses.addrman_tables import AddrTables
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.peers_file import InvalidFileError, read_hashed, write_hashed
from dashcore.util.serialize import SerializationError

_log = logging.getLogger("dash")

FILE_NAME = "peers.dat"
_BUG_REPORT = "https://github.com/dashpay/dash/issues"  # where dashd sends its users, whose scripts look for the text


def load_addrman(
    directory: Path,
    magic: bytes,
    groups: NetGroups,
    now: Callable[[], int],
    *,
    check_ratio: int = 0,
    log_ips: bool = False,
) -> AddrMan:
    """Return what peers.dat holds; start anew, and write the file, where there is none or one cannot go on with it.

    Args:
        directory: where peers.dat is.
        magic: what begins files of this network.

    Raises:
        InitError: the file is damaged, with dashd's text.

    Source: C++ LoadAddrman.
    """
    path = directory / FILE_NAME

    def make(tables: AddrTables | None = None) -> AddrMan:
        return AddrMan(groups, now, check_ratio=check_ratio, log_ips=log_ips, tables=tables)

    started = time.perf_counter()
    try:
        addrman = make(read_hashed(path, magic, lambda data, at: decode_tables(data, at, groups)))
        took = (time.perf_counter() - started) * 1000
        _log.info("Loaded %i addresses from peers.dat  %dms", addrman.size(), took)
    except FileNotFoundError:
        _log.info('Creating peers.dat because the file was not found ("%s")', path)
    except AddrManInconsistentError as error:
        _log.info("Creating peers.dat because of invalid or corrupt file (%s)", error)
    except FutureFormatError:
        try:
            files.replace(path, path.with_name(f"{FILE_NAME}.bak"))
        except OSError:
            raise InitError(
                "Failed to rename invalid peers.dat file. Please move or delete it and try again."
            ) from None
        _log.info(
            'Creating new peers.dat because the file version was not compatible ("%s"). Original backed up to '
            "peers.dat.bak",
            path,
        )
    except (InvalidFileError, SerializationError, struct_error, OSError) as error:
        reason = "AutoFile::read: end of file: iostream error" if str(error) == "end of data" else str(error)
        raise InitError(
            f"Invalid or corrupt peers.dat ({reason}). If you believe this is a bug, please report it to "
            f'{_BUG_REPORT}. As a workaround, you can move the file ("{path}") out of the way (rename, move, or '
            "delete) to have a new one created on the next start."
        ) from None
    else:
        return addrman
    addrman = make()
    save_addrman(addrman, directory, magic)
    return addrman


def save_addrman(addrman: AddrMan, directory: Path, magic: bytes) -> bool:
    """Write peers.dat; False, said in the log, if that fails. Source: C++ DumpPeerAddresses."""
    return write_hashed(directory / FILE_NAME, magic, addrman.encode())


def dump_addresses(addrman: AddrMan, directory: Path, magic: bytes) -> None:
    """Write peers.dat, as is done now and then, and tell the log of it. Source: C++ CConnman::DumpAddresses."""
    started = time.perf_counter()
    save_addrman(addrman, directory, magic)
    took = (time.perf_counter() - started) * 1000
    logging.getLogger("dash.net").debug("Flushed %d addresses to peers.dat  %dms", addrman.size(), took)
