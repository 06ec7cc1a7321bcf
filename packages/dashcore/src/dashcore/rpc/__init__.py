"""JSON-RPC over HTTP: server, client, dispatch."""
