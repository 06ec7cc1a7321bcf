"""Settings, logging and the data directory, shared by every process."""
