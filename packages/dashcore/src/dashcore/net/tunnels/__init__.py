"""Ways to peers that are not direct: proxies, Tor and I2P."""
