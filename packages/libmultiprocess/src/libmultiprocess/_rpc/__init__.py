"""The two-party RPC core: calls, answers, references and threads of one connection."""
