"""One main() per executable; the only place that wires layers together."""
