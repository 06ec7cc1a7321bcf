"""Adds the node's commands to its table. Mirrors rpc/register.h."""

import pkgutil
from importlib import import_module

import dashcore.node.rpc
from dashcore.node.context import NodeContext
from dashcore.node.rpc.ipc import IPC_COMMANDS
from dashcore.rpc.command import RpcCommand


def node_commands() -> tuple[RpcCommand[NodeContext], ...]:
    """Return the commands of every module of this package that has some."""
    found: list[RpcCommand[NodeContext]] = []
    for module in pkgutil.iter_modules(dashcore.node.rpc.__path__):
        if module.name != "register":
            found += getattr(import_module(f"dashcore.node.rpc.{module.name}"), "COMMANDS", ())
    return tuple(found)


def register_node_commands(node: NodeContext) -> None:
    """Fill the table; clients add theirs afterwards."""
    node.rpc.register(node_commands(), node)
    if node.ipc_admin is not None:
        node.rpc.register(IPC_COMMANDS, node)
