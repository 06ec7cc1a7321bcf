"""fee_estimates.dat: what the fee estimator learned, between two runs. Mirrors policy/fees.cpp."""

import logging
from pathlib import Path

from dashcore.common import files
from dashcore.common.version import CLIENT_VERSION
from dashcore.policy.fees import FeeEstimator
from dashcore.util.serialize import SerializationError

_log = logging.getLogger("dash")

FILE_NAME = "fee_estimates.dat"


def load_fee_estimator(directory: Path) -> FeeEstimator:
    """Return an estimator that knows what the file says; a missing or damaged one only gets into the log."""
    estimator = FeeEstimator()
    path = directory / FILE_NAME
    try:
        estimator.load(files.read_bytes(path), CLIENT_VERSION)
    except (OSError, SerializationError):
        _log.info("Failed to read fee estimates from %s. Continue anyway.", path)
        return FeeEstimator()
    return estimator


def save_fee_estimator(estimator: FeeEstimator, directory: Path) -> None:
    """Write the file. Source: C++ CBlockPolicyEstimator::Flush."""
    estimator.flush_unconfirmed()
    path = directory / FILE_NAME
    try:
        files.write_bytes(path, estimator.encode(CLIENT_VERSION))
    except OSError:
        _log.info("Failed to write fee estimates to %s. Continue anyway.", path)
