"""Makes the probe importable, here and in processes started here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "probe"))
