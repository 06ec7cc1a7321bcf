"""Scripts, addresses and signatures."""
