"""The Containerfile without a container engine: `rehearse.py FOLDER [PORT]` goes through its stages in an empty folder.

Each stage gets what it copies and nothing else, and its `deploy/build.sh` lines are run; then what the last stage would
start is started with its own settings, set up, and asked for /readyz. What a base image brings (`apt-get`, users) is
said and left out. It fetches packages, so it is run by hand; docs/operating/deploying.md tells how it went.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES = (ROOT / "deploy" / "Containerfile").read_text().replace("\\\n", " ").splitlines()
# What .dockerignore keeps away from an image.
LEFT = shutil.ignore_patterns("__pycache__", "*.mo", "built")


def main() -> None:
    """Build, set up, serve, ask."""
    folder, port = Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else "8190"
    folder.mkdir(parents=True)
    settings, command = _stages(folder)
    program = folder / "opt" / "rukun"
    settings = {name: value.replace("/opt/rukun", str(program)) for name, value in settings.items()}
    environment = {"PATH": f"{program}/.venv/bin:/usr/bin:/bin", "LANG": "C.UTF-8"} | settings
    environment |= {"RUKUN_HOME": str(folder / "home")}
    rukun = str(program / ".venv" / "bin" / "rukun")
    for words in (["setup"], ["check"]):
        print("$ rukun", *words)
        subprocess.run([rukun, *words], env=environment, cwd=folder, check=True)
    _serve([rukun, *(port if word == "8000" else word for word in command)], rukun, port, environment, folder)


def _stages(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Go through the stages; the last one's settings and command."""
    stage, settings, command = "", {}, []
    for line in LINES:
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            stage = rest.partition(" AS ")[2] or "last"
            (folder / stage).mkdir()
            print("==", stage)
        elif word == "COPY" and stage != "last":
            _copy(folder, stage, rest)
        elif word == "RUN":
            _run(folder, stage, rest)
        elif word == "ENV":
            settings = {name: value for name, value in re.findall(r"(\S+)=(\S+)", rest) if name != "PATH"}
        elif word == "CMD":
            command = json.loads(rest)
    return settings, command


def _copy(folder: Path, stage: str, rest: str) -> None:
    words = rest.split()
    where = ROOT
    if words[0].startswith("--from="):
        where, words = folder / words[0].removeprefix("--from="), [word.removeprefix("/src/") for word in words[1:]]
    *sources, target = words
    for name in sources:
        into = folder / stage / (f"{target}/{Path(name).name}" if target == "./" else target)
        into.parent.mkdir(parents=True, exist_ok=True)
        if (where / name).is_dir():
            shutil.copytree(where / name, into, dirs_exist_ok=True, ignore=LEFT if where == ROOT else None)
        else:
            shutil.copy2(where / name, into)


def _run(folder: Path, stage: str, rest: str) -> None:
    if not rest.startswith("sh deploy/build.sh"):
        print("left to a container engine:", rest[:70], "...")
        return
    begun = time.monotonic()
    line = rest.replace("/opt/rukun", str(folder / "opt" / "rukun"))
    # Here nobody else starts what was built.
    subprocess.run(line.split(), cwd=folder / stage, env=os.environ | {"FOR_ME": "1"}, check=True)
    print(f"{rest}: {time.monotonic() - begun:.0f} s")


def _serve(command: list[str], rukun: str, port: str, environment: dict[str, str], folder: Path) -> None:
    running = [subprocess.Popen(words, env=environment, cwd=folder) for words in (command, [rukun, "work"])]
    try:
        print("/readyz:", next(_asked(f"http://127.0.0.1:{port}/readyz")))
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(60)


def _asked(address: str) -> Iterator[str]:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                yield answer.read().decode()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"{address} never answered that it is ready")


if __name__ == "__main__":
    # Children see nothing of this environment but what fetches packages.
    os.umask(0o022)
    main()
