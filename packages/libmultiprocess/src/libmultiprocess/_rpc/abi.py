"""What generated stubs may use of the core. Stubs import from here and nowhere else in `_rpc`.

Messages
--------
A received message is `(W, buf, o)`: `buf` holds the bytes (bytes or memoryview, ending where the message ends), `W[i]` is
the 64-bit word at byte `o + 8 * i`. It is one segment: others were joined before. `W` covers the parameter or result
struct (`c` = index of its data section, `p` = of its pointer section) and the capability table, *not* what those
pointers point at: read that from `buf` at `o + 8 * i`, and check every end against `len(buf)`. Structs smaller than
the declared shape were padded; they may be larger. A pointer of kind 2 (far, inside the one segment, nobody sends it)
is followed by `far_target(buf, o, word) -> (byte position, word)`: the object starts at position + offset * 8.
Anything out of bounds or of the wrong kind: raise MalformedError (a ProtocolError; ends the connection). Copy out of `buf`: it is used again afterwards.
Whoever reads nested lists charges their size to a `Budget` (`charge(words)`), or a small message costs a lot.

Client stub of a method with Context
------------------------------------
    conn = self._conn
    state = conn.enter()                      # method without Context: conn.enter_plain()
    ... encode what can fail ...
    q = conn.question(state)                  # without Context: conn.question_plain(state)
    q.expecting(CONTENT_POINTER_WORD)         # or q.expect = b"" where results hold capabilities
    q.caps = [export.eid, ...]                # only if exports go as parameters
    try:
        message = PACK(...q.qid... self._iid ... state.request_id ... state.callback_id ...)
    except struct.error:                      # an integer out of range
        conn.unask(state, q)
        raise
    r = conn.call(state, q, message)          # or conn.call_parts(state, q, [buffers]) for large ones
    if type(r) is bytes:                      # begins with the expected words: header, W[0..7]; content at byte 72
        ...return from the fast layout, or else:
        r = conn.generic(r)
    W, buf, o, c, p, t = conn.results(r, SHAPE)   # SHAPE = data words | pointers << 16; content always padded to it
    ...
    if type(buf) is memoryview: conn.reuse(buf)   # once decoded: gives a large receive buffer back

A Context is a struct of two capabilities: table entries `3 | state.request_id << 32` (receiverHosted) and
`1 | state.callback_id << 32` (senderHosted; not counted in q.caps). `expecting` needs the answer to be what our own
servers send: NO_FINISH, payload, content right behind, no table. Void results: content word EMPTY.

Capabilities
------------
`conn.export(impl, info, owned=False) -> Export` finds or makes the export and takes the reference that the message
carries (entry `1 | export.eid << 32`). owned=True (results, callback arguments, Owned parameters): the peer's destroy,
or its loss, calls impl.destroy() or impl.close(); otherwise they only drop it. If the message is not sent after all:
`conn.unref(export.eid, 1)`. Proxies of the same connection are exported like any object (proxy of a proxy, as in C++).

Reading capability pointer word `w`, with `t` the table:
    conn.cap_at(w, W, t)            results: the reference becomes ours
    conn.lend_at(w, W, t)           lent parameter: valid until the call returns, never released by the proxy
    conn.keep_at(state, w, W, t)    Owned parameter: ours beyond the call
each gives the import id, -1 for null, or less than -1 when it is an object of this side come home:
`conn.home(id)` returns it (None for -1). So: `Proxy(conn, i) if i >= 0 else conn.home(i)`.

Proxies
-------
`ref = conn.attach(proxy, import_id)` makes a lost proxy release its reference. `conn.close_proxy(ref, import_id, info)`
calls destroy where the interface has it, releases, and is idempotent. Lent proxies are not attached. Closing the root
proxy closes the connection.

Server stub
-----------
    def serve(conn, state, impl, qid, W, buf, o, c, p, t): -> bytes | list[buffers]
decodes, calls `impl`, and returns a whole Return frame, word 3 = `qid | NO_FINISH`, or `qid` alone where the results hold
capabilities (needs a table then). KEEP_CAPS is the core's business. Exceptions that are not declared just propagate.
Helpers: `conn.return_cap(qid, export)` (results = struct of that one pointer), `conn.return_null(qid)`,
`empty_return_frame(qid)`, `exception_frame(qid, text, kind)`.
`Method(name, has_context, serve, memoizable, shape, describe)`; `serve_destroy` and `serve_construct` are ready made for
`destroy` and `construct (threadMap) -> (threadMap)`; SHAPE of destroy with Context 0x10000, of construct 0x10000.
Interfaces: `InterfaceInfo(id, name, methods, proxy=, destroy=key, construct=key, bases=)`, key = interface id << 16 | ordinal.
`Method.describe() -> (params, results)` describers `(W, buf, o, c, p, t) -> 'context = (...), echo = "hello"'` for the log.
"""

from libmultiprocess._rpc.connection import Connection, serve_construct, serve_destroy
from libmultiprocess._rpc.objects import (
    Answer,
    Buffer,
    Describe,
    Export,
    Frame,
    InterfaceInfo,
    Method,
    Question,
    Reply,
    Serve,
    State,
    Words,
)
from libmultiprocess._rpc.words import (
    CALL_PTR,
    CAP,
    EMPTY,
    M32,
    NO_FINISH,
    OFF,
    PAD,
    PAYLOAD_PTR,
    RET_PTR,
    ROOT_PTR,
    TARGET_SHAPE,
    empty_return_frame,
    exception_frame,
    return_cap_frame,
    return_null_frame,
)
from libmultiprocess._wire.flatten import Budget, far_target
from libmultiprocess._wire.framing import MalformedError

__all__ = [
    "CALL_PTR",
    "CAP",
    "EMPTY",
    "M32",
    "NO_FINISH",
    "OFF",
    "PAD",
    "PAYLOAD_PTR",
    "RET_PTR",
    "ROOT_PTR",
    "TARGET_SHAPE",
    "Answer",
    "Budget",
    "Buffer",
    "Connection",
    "Describe",
    "Export",
    "Frame",
    "InterfaceInfo",
    "MalformedError",
    "Method",
    "Question",
    "Reply",
    "Serve",
    "State",
    "Words",
    "empty_return_frame",
    "exception_frame",
    "far_target",
    "return_cap_frame",
    "return_null_frame",
    "serve_construct",
    "serve_destroy",
]
