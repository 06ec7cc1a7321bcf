"""Special transactions and what they carry."""
