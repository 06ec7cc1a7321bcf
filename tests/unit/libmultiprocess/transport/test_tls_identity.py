"""The key of a process."""

import hashlib
import multiprocessing
import os
import pickle
import ssl
import stat
import sys
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

import libmultiprocess as mp


def test_made_once_and_kept(tmp_path: Path) -> None:
    """Private folder, private file, the same key ever after."""
    folder = tmp_path / "a" / "b"
    first = mp.TlsIdentity.load(folder)
    assert mp.TlsIdentity.load(folder).fingerprint == first.fingerprint
    assert [each.name for each in folder.iterdir()] == ["ipc_identity.pem"]
    assert stat.S_IMODE((folder / "ipc_identity.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert mp.TlsIdentity.load(tmp_path).fingerprint != first.fingerprint


def test_fingerprint_is_of_the_public_key(tmp_path: Path) -> None:
    """SHA-256 of the SubjectPublicKeyInfo, which other tools show as well."""
    identity = mp.TlsIdentity.load(tmp_path)
    info = identity.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert identity.fingerprint == hashlib.sha256(info).hexdigest()
    identity.certificate.verify_directly_issued_by(identity.certificate)
    ssl.create_default_context().load_cert_chain(tmp_path / "ipc_identity.pem")


def test_the_key_shows_nowhere(tmp_path: Path) -> None:
    """Not in repr, not in a pickle."""
    identity = mp.TlsIdentity.load(tmp_path)
    assert repr(identity) == f"TlsIdentity({identity.fingerprint})"
    with pytest.raises(TypeError, match="stays in its process"):
        pickle.dumps(identity)


def _load(folder: str, go: "multiprocessing.synchronize.Event", results: "multiprocessing.Queue[str]") -> None:
    go.wait()
    results.put(mp.TlsIdentity.load(folder).fingerprint)


def test_many_starters_get_the_same_key(tmp_path: Path) -> None:
    """Processes at once."""
    context = multiprocessing.get_context("spawn")
    go, results = context.Event(), context.Queue()
    starters = [context.Process(target=_load, args=(str(tmp_path), go, results)) for _ in range(3)]
    for each in starters:
        each.start()
    go.set()
    found = {results.get(timeout=30) for _ in starters}
    for each in starters:
        each.join()
    results.close()
    results.join_thread()
    assert found == {mp.TlsIdentity.load(tmp_path).fingerprint}


def test_threads_get_the_same_key(tmp_path: Path) -> None:
    """Many times over."""
    for k in range(5):
        found: list[str] = []
        folder = tmp_path / str(k)
        threads = [
            threading.Thread(target=lambda f=folder, t=found: t.append(mp.TlsIdentity.load(f).fingerprint))
            for _ in range(4)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(found) == 4
        assert len(set(found)) == 1


def _damage(kind: str, text: bytes, tmp_path: Path) -> bytes:
    key, mark, certificate = text.partition(b"-----BEGIN CERTIFICATE-----")
    other = mp.TlsIdentity.load(tmp_path / "other")
    return {
        "empty": b"",
        "cut": text[:100],
        "no certificate": key,
        "no key": mark + certificate,
        "garbage": os.urandom(500),
        "key of another kind": ec.generate_private_key(ec.SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        + mark
        + certificate,
        "of different keys": key + other.certificate.public_bytes(Encoding.PEM),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["empty", "cut", "no certificate", "no key", "garbage", "key of another kind", "of different keys"]
)
def test_a_damaged_file_is_one_clear_error(tmp_path: Path, kind: str) -> None:
    """It is not replaced: peers know the old key. The error quotes nothing of it."""
    mp.TlsIdentity.load(tmp_path)
    path = tmp_path / "ipc_identity.pem"
    damaged = _damage(kind, path.read_bytes(), tmp_path)
    path.write_bytes(damaged)
    with pytest.raises(mp.IdentityError, match=f"{path} is damaged: it holds no key of ours") as caught:
        mp.TlsIdentity.load(tmp_path)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert path.read_bytes() == damaged


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_key_open_to_others_is_not_used(tmp_path: Path) -> None:
    """As ssh does."""
    mp.TlsIdentity.load(tmp_path)
    (tmp_path / "ipc_identity.pem").chmod(0o640)
    with pytest.raises(mp.IdentityError, match="is open to others; make it private with chmod 600"):
        mp.TlsIdentity.load(tmp_path)


def test_the_file_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear error, and nothing half made is left."""
    (tmp_path / "file").touch()
    with pytest.raises(mp.IdentityError, match=r"cannot read or make the key in .*: Not a directory"):
        mp.TlsIdentity.load(tmp_path / "file")

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(mp.IdentityError, match="No space left"):
        mp.TlsIdentity.load(tmp_path / "new")
    assert not list((tmp_path / "new").iterdir())


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said."""
    monkeypatch.setitem(sys.modules, "cryptography.x509", None)
    with pytest.raises(mp.MultiprocessError, match=r"pip install libmultiprocess\[tls\]"):
        mp.TlsIdentity.load(tmp_path)
