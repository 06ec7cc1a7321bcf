"""The offline wallet tool: what dash-wallet does with a wallet file while no node uses it."""
