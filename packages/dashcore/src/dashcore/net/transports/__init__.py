"""How messages become bytes and bytes become messages, without any I/O."""
