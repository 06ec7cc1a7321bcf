"""The command about ZeroMQ. Mirrors zmq/zmqrpc.cpp."""

from dashcore.node.context import NodeContext
from dashcore.rpc.command import Json, RpcRequest, rpc_command


@rpc_command(
    "zmq",
    "getzmqnotifications",
    "Tell what is published over ZeroMQ, and where.",
    result="""[                      (json array)
  {
    "type" : "str",    (string) What is published
    "address" : "str", (string) At which address
    "hwm" : n          (numeric) How many messages wait for a slow subscriber
  }, ...
]""",
)
def getzmqnotifications(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    if node.zmq is None:
        return []
    return [
        {"type": endpoint.kind, "address": endpoint.address, "hwm": endpoint.high_water_mark}
        for endpoint in node.zmq.endpoints
    ]


COMMANDS = (getzmqnotifications,)
