"""Block templates, and blocks made from them."""
