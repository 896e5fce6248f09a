"""Write docs/security/access.md: ask for every address as every role, and put down who gets in. `make access`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    asked = [sys.executable, "-m", "pytest", "-q", "tests/security/test_access.py"]
    sys.exit(subprocess.run(asked, cwd=ROOT, env=os.environ | {"RUKUN_WRITE_ACCESS": "1"}, check=False).returncode)
