"""Print the API's description, as `make api` needs it: without a database, a server, or a host's name."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")


def main() -> None:
    import django

    django.setup()
    from rukun.channels.api.house import house

    json.dump(house().description, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
