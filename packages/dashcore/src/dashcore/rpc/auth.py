"""Who may call which commands. Mirrors the authentication of httprpc.cpp and rpc/request.cpp."""

import base64
import binascii
import hashlib
import hmac
import logging
import re
import secrets
from pathlib import Path

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError

_log = logging.getLogger("dash")

COOKIE_USER = "__cookie__"
_HASHED = re.compile(r"([^:$]*):([^:$]*)\$([^:$]*)")


def cookie_path(args: ArgsManager, *, temp: bool = False) -> Path:
    """Path of the cookie file."""
    path = args.get_path("-rpccookiefile") or Path(".cookie")
    return args.abs_path(Path(f"{path}.tmp") if temp else path)


class Authorizer:
    """Knows the users of the RPC server and what each may call.

    Made where the server starts; writes the cookie file unless -rpcpassword is set, `close` removes it.

    Raises:
        InitError: -rpcauth is malformed or the cookie cannot be written; the log says which.
    """

    def __init__(self, args: ArgsManager) -> None:
        self._cookie: Path | None = None
        self._hashed: list[tuple[bytes, bytes, bytes]] = []
        self._whitelists: dict[str, set[str]] = {}
        password = args.get("-rpcpassword", "")
        if password:
            _log.info(
                "Config options rpcuser and rpcpassword will soon be deprecated. Locally-run instances may remove "
                "rpcuser to use cookie-based auth, or may be replaced with rpcauth. Please see share/rpcauth for "
                "rpcauth auth generation."
            )
            self._user_pass = f"{args.get('-rpcuser', '')}:{password}".encode("utf-8", "surrogateescape")
        else:
            _log.info("Using random cookie authentication.")
            self._user_pass = self._write_cookie(args)
        try:
            self._read_hashed(args)
        except InitError:
            self.close()
            raise
        self._read_whitelists(args)
        self._whitelist_default = args.get_bool("-rpcwhitelistdefault", args.is_set("-rpcwhitelist"))

    def _write_cookie(self, args: ArgsManager) -> bytes:
        text = f"{COOKIE_USER}:{secrets.token_hex(32)}"
        path, temp = cookie_path(args), cookie_path(args, temp=True)
        try:
            files.write_bytes(temp, text.encode())
        except OSError:
            _log.info("Unable to open cookie authentication file %s for writing", temp)
            raise InitError("cookie not written") from None
        try:
            files.replace(temp, path)
        except OSError:
            _log.info("Unable to rename cookie authentication file %s to %s", temp, path)
            raise InitError("cookie not written") from None
        _log.info("Generated RPC authentication cookie %s", path)
        self._cookie = path
        return text.encode()

    def _read_hashed(self, args: ArgsManager) -> None:
        if args.get("-rpcauth", "") == "":
            return
        _log.info("Using rpcauth authentication.")
        for value in args.get_all("-rpcauth"):
            found = _HASHED.fullmatch(value)
            if not found:
                _log.info("Invalid -rpcauth argument.")
                raise InitError("invalid -rpcauth")
            user, salt, digest = (part.encode("utf-8", "surrogateescape") for part in found.groups())
            self._hashed.append((user, salt, digest))

    def _read_whitelists(self, args: ArgsManager) -> None:
        for value in args.get_all("-rpcwhitelist"):
            user, colon, names = value.partition(":")
            allowed = {name for name in re.split("[, ]", names) if name} if colon else set()
            if user in self._whitelists and colon:
                allowed &= self._whitelists[user]
            if colon or user not in self._whitelists:
                self._whitelists[user] = allowed

    def close(self) -> None:
        """Remove the cookie file this made."""
        if self._cookie is not None:
            try:
                files.unlink(self._cookie)
            except FileNotFoundError:
                pass
            except OSError as error:
                _log.info("Unable to remove random auth cookie file: %s", error.strerror)
            self._cookie = None

    def user_of(self, header: str) -> str | None:
        """User name an `Authorization` header claims, None where it carries none. Proves nothing."""
        decoded = _basic(header)
        if decoded is None or b":" not in decoded:
            return None
        return decoded.partition(b":")[0].decode("utf-8", "surrogateescape")

    def authorize(self, header: str) -> str | None:
        """Check an `Authorization` header; returns the user, None where it is refused."""
        decoded = _basic(header)
        if decoded is None:
            return None
        user, colon, password = decoded.partition(b":")
        name = user.decode("utf-8", "surrogateescape") if colon else ""
        if hmac.compare_digest(decoded, self._user_pass):
            return name
        if not colon:
            return None
        for known, salt, digest in self._hashed:
            found = hmac.new(salt, password, hashlib.sha256).hexdigest().encode()
            if hmac.compare_digest(known, user) and hmac.compare_digest(found, digest):
                return name
        return None

    def may_call_anything(self, user: str) -> bool:
        """False where the user has no whitelist and needs one."""
        return user in self._whitelists or not self._whitelist_default

    def has_whitelist(self, user: str) -> bool:
        """Whether what the user may call is limited."""
        return user in self._whitelists

    def may_call(self, user: str, method: str, first_param: object) -> bool:
        """Whether a user's whitelist, if any, has the command; composite ones are written without their space."""
        allowed = self._whitelists.get(user)
        if allowed is None or method in allowed:
            return True
        return isinstance(first_param, str) and method + first_param in allowed


def _basic(header: str) -> bytes | None:
    if not header.startswith("Basic "):
        return None
    try:
        return base64.b64decode(header[6:].strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
