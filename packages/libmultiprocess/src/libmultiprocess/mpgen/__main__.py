"""python -m libmultiprocess.mpgen."""

import sys

from libmultiprocess.mpgen.command import main

sys.exit(main())
