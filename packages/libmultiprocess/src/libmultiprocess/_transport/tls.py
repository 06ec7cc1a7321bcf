"""TLS 1.3 between peers that know each other's key: nobody else vouches for anybody.

The standard library's ssl can only check certificates against authorities; pyOpenSSL asks us about each one.
"""

import contextlib
import logging
import selectors
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from libmultiprocess._transport.tls_identity import TlsIdentity, fingerprint_of
from libmultiprocess.errors import MultiprocessError, NotAuthorizedError, UnreachableError

if TYPE_CHECKING:  # a dependency of the extra `tls` only
    from cryptography.x509 import Certificate
    from OpenSSL import SSL

Authorize = Callable[[str], bool]
_LOG: Final = logging.getLogger("libmultiprocess")
_REFUSALS: Final = ("certificate", "unknown ca", "access denied")  # in alerts' names: about the key we showed
_LINGER_S: Final = 1.0


class Judge:
    """Decides on the key a peer shows in one handshake.

    Attributes:
        accepted: Its fingerprint, if authorized.
        refused: Its fingerprint, if not.
    """

    def __init__(self, authorize: Authorize) -> None:
        self._authorize = authorize
        self.accepted = ""
        self.refused = ""

    def allows(self, certificate: "Certificate") -> bool:
        """Whether the peer may go on. The user is asked once."""
        fingerprint = fingerprint_of(certificate)
        if fingerprint == self.accepted:
            return True
        if self.accepted or self.refused:
            return False
        try:
            allowed = self._authorize(fingerprint) is True
        except Exception:  # noqa: BLE001 - the edge of the library: whatever it is, nobody is let in
            _LOG.exception("cannot tell whether key %s is authorized", fingerprint)
            allowed = False
        if allowed:
            self.accepted = fingerprint
        else:
            self.refused = fingerprint
        return allowed


def make_context(identity: TlsIdentity) -> "SSL.Context":
    """What is common to all connections of a key.

    Raises:
        MultiprocessError: The extra `tls` is not installed.
    """
    try:
        from OpenSSL import SSL  # noqa: PLC0415
    except ImportError as e:
        raise MultiprocessError("TLS needs the extra: pip install libmultiprocess[tls]") from e
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_min_proto_version(SSL.TLS1_3_VERSION)
    context.set_options(SSL.OP_NO_TICKET)
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)  # no session is resumed: each handshake shows the key
    context.use_certificate(identity.certificate)
    context.use_privatekey(identity.key)
    context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, _verify)
    return context


def _verify(connection: "SSL.Connection", certificate: object, _error: int, depth: int, _ok: int) -> bool:
    """Look at the peer's own certificate only, and in it at the key only. Must not raise."""
    judge = connection.get_app_data()
    try:
        return bool(depth) or judge.allows(certificate.to_cryptography())  # type: ignore[attr-defined]  # X509
    except Exception as e:  # noqa: BLE001 - nothing the peer sends may do more than end the handshake
        _LOG.info("a certificate cannot be read: %s", e)
        return False


def shake_hands(
    sock: socket.socket, context: "SSL.Context", judge: Judge, *, is_server: bool, timeout: float
) -> "SSL.Connection":
    """Shake hands on a TCP socket, which is not blocking afterwards.

    Raises:
        NotAuthorizedError: Either side refuses the other's key: `fingerprint` is the peer's, or empty if it was ours.
        UnreachableError: The peer does not speak TLS 1.3, leaves, or takes too long.
    """
    from OpenSSL import SSL  # noqa: PLC0415

    sock.setblocking(False)
    tls = SSL.Connection(context, sock)
    tls.set_app_data(judge)
    if is_server:
        tls.set_accept_state()
    else:
        tls.set_connect_state()
    end = time.monotonic() + timeout
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        while True:
            try:
                tls.do_handshake()
                break
            except SSL.WantReadError:
                selector.modify(sock, selectors.EVENT_READ)
            except SSL.WantWriteError:
                selector.modify(sock, selectors.EVENT_WRITE)
            except SSL.Error as e:
                if judge.refused:
                    raise NotAuthorizedError("the peer's key is not authorized", judge.refused) from None
                raise explain(e, "") from e
            if not selector.select(max(0.0, end - time.monotonic())) and time.monotonic() >= end:
                raise UnreachableError(f"no TLS handshake within {timeout:g} s")
    certificate = tls.get_peer_certificate(as_cryptography=True)
    if certificate is None or not judge.accepted or fingerprint_of(certificate) != judge.accepted:
        raise UnreachableError("the peer showed no key")
    return tls


def explain(e: "SSL.Error", own_fingerprint: str) -> MultiprocessError:
    """Make an error of ours of one of OpenSSL's.

    Args:
        e: The error.
        own_fingerprint: Of the key we showed.
    """
    from OpenSSL import SSL  # noqa: PLC0415

    if isinstance(e, SSL.SysCallError):
        number, text = e.args
        return UnreachableError(f"the peer is gone ({text})" if number > 0 else "the peer closed the connection")
    if isinstance(e, SSL.ZeroReturnError):
        return UnreachableError("the peer closed the connection")
    reasons = [str(reason) for *_, reason in e.args[0]] if e.args else []
    text = "; ".join(reasons) or "unknown error"
    if "alert" in text and any(word in text for word in _REFUSALS):
        return NotAuthorizedError("the peer does not authorize our key", own_fingerprint)
    return UnreachableError(f"TLS failed: {text}")


def linger(sock: socket.socket) -> None:
    """Close a socket such that the peer can still read what was written last, even if it goes on writing."""
    with contextlib.suppress(OSError), sock:
        sock.shutdown(socket.SHUT_WR)
        end = time.monotonic() + _LINGER_S
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            if not sock.recv(1 << 16):
                break
