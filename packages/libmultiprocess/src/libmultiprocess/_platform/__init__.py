"""What differs between systems: one module for each, all with the same names.

DONTWAIT, SENDING         flags with which a prepared socket receives and sends without waiting
prepare(sock)             make a socket so; nothing else changes how it blocks afterwards
receiving(sock, size)     endless iterator that waits for something to receive
piecewise(sock)           function that sends the beginning of a list of buffers, without waiting
fill(sock, view, wait)    receive a large piece in place
wait_for_room(...)        wait until a socket can be written
make_watch(sock)          wait for a socket, and be woken meanwhile
socket_pair()             two connected sockets that nobody else is at the end of
start(words, sock)        a process that inherits a socket, and learns its number by -ipcfd
take_over(number)         the socket inherited
credentials(sock)         process and user id of a peer, None where nobody tells
unix_socket()             a new unix socket

Chosen by what the system has, once, at import: nothing is asked on the way of a call.
"""

import select
import socket
import sys
from typing import Final

IS_POSIX: Final = hasattr(socket, "MSG_DONTWAIT") and hasattr(select, "poll")

if not IS_POSIX:
    from libmultiprocess._platform.windows import (
        DONTWAIT,
        SENDING,
        credentials,
        fill,
        make_watch,
        piecewise,
        prepare,
        receiving,
        socket_pair,
        start,
        take_over,
        unix_socket,
        wait_for_room,
    )
elif sys.platform == "darwin":
    from libmultiprocess._platform.macos import (
        DONTWAIT,
        SENDING,
        credentials,
        fill,
        make_watch,
        piecewise,
        prepare,
        receiving,
        socket_pair,
        start,
        take_over,
        unix_socket,
        wait_for_room,
    )
else:
    from libmultiprocess._platform.linux import (
        DONTWAIT,
        SENDING,
        credentials,
        fill,
        make_watch,
        piecewise,
        prepare,
        receiving,
        socket_pair,
        start,
        take_over,
        unix_socket,
        wait_for_room,
    )

__all__ = [
    "DONTWAIT",
    "IS_POSIX",
    "SENDING",
    "credentials",
    "fill",
    "make_watch",
    "piecewise",
    "prepare",
    "receiving",
    "socket_pair",
    "start",
    "take_over",
    "unix_socket",
    "wait_for_room",
]
