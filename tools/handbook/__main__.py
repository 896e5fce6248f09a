"""Gather the site's pages into `var/site-source`, for MkDocs: `PYTHONPATH=tools python -m handbook`.

SOURCE_URL is where the repository's files can be read, such as https://HOST/rukun/blob/main; without it, links to files
that are no pages are left as words. RUKUN_GUIDES_URL is where the site will be served, for its page for what is
not there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

from handbook import markdown, navigation, pictures, places, reference

SOURCE = places.ROOT / "var" / "site-source"
FONT = "node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2"


def main() -> int:
    """Write every page, then the configuration that names them in order."""
    import django

    sys.path.insert(0, str(places.ROOT))
    django.setup()
    shutil.rmtree(SOURCE, ignore_errors=True)
    titles: dict[str, str] = {}
    missing: set[str] = set()
    for path, text in {**_written(missing), **reference.pages()}.items():
        file = SOURCE / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        titles[path] = markdown.title(text) or file.stem
    _beside()
    _configure(titles)
    if missing:
        sys.stdout.write(f"Without {len(missing)} pictures: `make pictures` takes them, with Chromium.\n")
    return 1 if missing and os.environ.get("REQUIRE_ALL") == "1" else 0


def _written(missing: set[str]) -> dict[str, str]:
    """Every page that somebody wrote, with its links and pictures as the site needs them."""
    pages = places.sources()
    made = {}
    for source, to in pages.items():
        text = (places.ROOT / source).read_text(encoding="utf-8")
        text = places.moved(source, text, pages, os.environ.get("SOURCE_URL", ""))
        text = pictures.shown(to, text, missing)
        made[to] = _heading(to) + text
    return made


def _heading(page: str) -> str:
    """What the generator is told of a page, above its text."""
    if page == navigation.HOME:
        return "---\nhide: [navigation, toc]\n---\n"
    return "---\nlanguage: id\n---\n" if page.startswith("guides/id/") else ""


def _beside() -> None:
    """Style, script, type and pictures, beside the pages."""
    theme = Path(__file__).with_name("theme")
    shutil.copytree(theme / "assets", SOURCE / "docs" / "assets")
    shutil.copy(places.ROOT / FONT, SOURCE / "docs" / "assets" / "plus-jakarta-sans.woff2")
    shutil.copy(places.ROOT / _icon(), SOURCE / "docs" / "assets" / "icon.svg")
    if pictures.TAKEN.is_dir():
        shutil.copytree(pictures.TAKEN, SOURCE / "docs" / "pictures")


def _icon() -> str:
    """The house of Rukun, under the name that the build of the frontend gave it."""
    built = "rukun/channels/web/static/built"
    names = json.loads((places.ROOT / built / "manifest.json").read_text(encoding="utf-8"))
    return f"{built}/{names['files']['icon.svg']}"


def _configure(titles: dict[str, str]) -> None:
    """MkDocs reads YAML, of which JSON is a part."""
    own = {
        "INHERIT": str(Path(__file__).with_name("mkdocs.yml")),
        "docs_dir": str(SOURCE / "docs"), "site_dir": str(places.ROOT / "var" / "site"),
        "theme": {"custom_dir": str(Path(__file__).with_name("theme"))}, "nav": navigation.ordered(titles),
    }  # fmt: skip
    if served := os.environ.get("RUKUN_GUIDES_URL", ""):
        own["site_url"] = served.rstrip("/") + "/"
    (SOURCE / "mkdocs.yml").write_text(json.dumps(own, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
