"""The node's RPC commands, one module per area, each ending in `COMMANDS`.

`register.register_node_commands(node)` adds them all to the node's table.
"""
