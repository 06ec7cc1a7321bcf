"""A server for clients to call."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.options import setup_server_args
from dashcore.rpc.server import RpcServer
from dashcore.rpc.table import RpcTable


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[RpcTable], Path]]:
    """Serve a table; returns the data directory that -datadir of a client names."""
    servers: list[RpcServer] = []

    def start(table: RpcTable) -> Path:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        (tmp_path / "dash.conf").write_text(f"regtest=1\n[regtest]\nrpcport={port}\n")
        args = ArgsManager()
        setup_server_args(args)
        args.parse_parameters(["dashd", f"-datadir={tmp_path}"])
        args.read_config_files()
        args.select_network("regtest")
        args.ensure_data_dir()
        server = RpcServer(args, table)
        server.start()
        servers.append(server)
        return tmp_path

    yield start
    for server in servers:
        server.stop()
