"""What is said to a SOCKS5 proxy until it is connected. Mirrors Socks5 of netbase.cpp.

Hosts go as names even where they are addresses, as dashd does: the proxy makes of them what it likes. Libraries
(python-socks) send addresses as such, which tells a proxy's peers apart from dashd's.

Source: RFC 1928, RFC 1929.
"""

import asyncio
import logging
import socket

_log = logging.getLogger("dash")
_net_log = logging.getLogger("dash.net")
_proxy_log = logging.getLogger("dash.proxy")

RECEIVE_TIMEOUT_S = 20.0  # for each answer; Tor is slow
_VERSION = 5
_NO_AUTH, _USER_PASS = 0, 2
_CONNECT = 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_SUCCEEDED = 0
_AUTH_VERSION = 1
_MAX_NAME = 255
_REPLIES = {
    1: "general failure",
    2: "connection not allowed",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "TTL expired",
    7: "protocol error",
    8: "address type not supported",
}


class _ProxyError(Exception):
    """The proxy's fault; the text is for the log."""


class _SilenceError(Exception):
    """No whole answer came in time, or the proxy went."""

    def __init__(self, *, timed_out: bool) -> None:
        super().__init__(timed_out)
        self.timed_out = timed_out


async def negotiate(
    sock: socket.socket, host: str, port: int, credentials: str | None, *, timeout_s: float = RECEIVE_TIMEOUT_S
) -> bool:
    """Let the proxy connect to a host; False, with a word in the log, if that fails.

    Args:
        sock: connected to the proxy; does not block.
        credentials: user name and password at once; None for none.
    """
    _net_log.debug("SOCKS5 connecting %s", host)
    name = host.encode()
    if len(name) > _MAX_NAME:
        _log.error("ERROR: Hostname too long")
        return False
    talk = _Talk(sock, timeout_s)
    try:
        if not await _agree_on_method(talk, host, port, credentials):
            return False
        await talk.send(bytes([_VERSION, _CONNECT, 0, _NAME, len(name)]) + name + port.to_bytes(2, "big"))
        if not await _read_reply(talk, host, port):
            return False
    except _ProxyError as error:
        _log.error("ERROR: %s", error)
        return False
    except _SilenceError:
        _log.error("ERROR: Error reading from proxy")
        return False
    _net_log.debug("SOCKS5 connected %s", host)
    return True


class _Talk:
    def __init__(self, sock: socket.socket, timeout_s: float) -> None:
        self._sock = sock
        self._timeout_s = timeout_s
        self._loop = asyncio.get_running_loop()

    async def send(self, data: bytes) -> None:
        try:
            await self._loop.sock_sendall(self._sock, data)
        except OSError:
            raise _ProxyError("Error sending to proxy") from None

    async def read(self, size: int) -> bytes:
        """Read so many bytes and no more."""
        data = b""
        try:
            async with asyncio.timeout(self._timeout_s):
                while len(data) < size:
                    more = await self._loop.sock_recv(self._sock, size - len(data))
                    if not more:
                        raise _SilenceError(timed_out=False)
                    data += more
        except TimeoutError:
            raise _SilenceError(timed_out=True) from None
        except OSError:
            raise _SilenceError(timed_out=False) from None
        return data


async def _agree_on_method(talk: _Talk, host: str, port: int, credentials: str | None) -> bool:
    methods = bytes([_NO_AUTH] if credentials is None else [_NO_AUTH, _USER_PASS])
    await talk.send(bytes([_VERSION, len(methods)]) + methods)
    try:
        version, method = await talk.read(2)
    except _SilenceError:
        _log.info("Socks5() connect to %s:%d failed: InterruptibleRecv() timeout or other failure", host, port)
        return False
    if version != _VERSION:
        raise _ProxyError("Proxy failed to initialize")
    if method == _USER_PASS and credentials is not None:
        secret = credentials.encode()
        if len(secret) > _MAX_NAME:
            raise _ProxyError("Proxy username or password too long")
        field = bytes([len(secret)]) + secret
        await talk.send(bytes([_AUTH_VERSION]) + field + field)
        _proxy_log.debug("SOCKS5 sending proxy authentication")
        try:
            answer = await talk.read(2)
        except _SilenceError:
            raise _ProxyError("Error reading proxy authentication response") from None
        if answer != bytes([_AUTH_VERSION, 0]):
            raise _ProxyError("Proxy authentication unsuccessful")
    elif method != _NO_AUTH:
        raise _ProxyError(f"Proxy requested wrong authentication method {method:02x}")
    return True


async def _read_reply(talk: _Talk, host: str, port: int) -> bool:
    try:
        version, reply, reserved, kind = await talk.read(4)
    except _SilenceError as silence:
        if silence.timed_out:
            return False  # the peer does not answer: usual with Tor, not worth a line
        raise _ProxyError("Error while reading proxy response") from None
    if version != _VERSION:
        raise _ProxyError("Proxy failed to accept request")
    if reply != _SUCCEEDED:
        _log.info("Socks5() connect to %s:%d failed: %s", host, port, _REPLIES.get(reply, "unknown"))
        return False
    if reserved or kind not in {_IPV4, _NAME, _IPV6}:
        raise _ProxyError("Error: malformed proxy response")
    size = (await talk.read(1))[0] if kind == _NAME else 4 if kind == _IPV4 else 16
    await talk.read(size + 2)
    return True
