"""Every page of the documentation is found from the first one, and no link of it leads nowhere."""

from __future__ import annotations

import re

from handbook import markdown, navigation, places, reference

from rukun.channels.api.house import house
from rukun.channels.cli.commands import COMMANDS
from rukun.channels.web.routes import TABLE
from rukun.transparency.open_data.dictionary import datasets


def test_no_link_leads_nowhere() -> None:
    files = places.written()
    assert len(files) > 70
    assert not list(places.wrong_links(files))


def test_a_link_to_a_file_or_heading_that_is_not_there_is_found() -> None:
    page = places.DOCS / "guides" / "id" / "warga.md"
    found = {target: places.wrong(page, target) for target in (
        "ketua-rt-rw.md", "ketua-rt-rw.md#menyanggah-laporan-yang-dicoret", "#melapor", "../../../kota/jakarta",
        "../../reference/api.md", "https://example.org/", "tidak-ada.md", "#tidak-ada", "kelurahan.md#tidak-ada",
        "/guides/id/warga.md", "../../../../../etc/passwd",
    )}  # fmt: skip
    assert [target for target, why in found.items() if why] == [
        "tidak-ada.md", "#tidak-ada", "kelurahan.md#tidak-ada", "/guides/id/warga.md", "../../../../../etc/passwd",
    ]  # fmt: skip


def test_code_is_not_taken_for_links_or_headings() -> None:
    text = "# One\n\n```\n# Two\n[a](b.md)\n```\n\n`[c](d.md)` and [e](f.md)\n\n## One\n"
    assert [link.target for link in markdown.links(text)] == ["f.md"] and next(markdown.links(text)).line == 8
    assert markdown.anchors(text) == {"one", "one-1"}


def test_every_page_stands_in_the_site_once_and_what_is_new_is_taken_up() -> None:
    titles = {page: page for page in [*places.sources().values(), *places.GENERATED]}
    titles |= {"performance.md": "Performance", "security/README.md": "Security", "security/asvs.md": "ASVS"}
    listed = re.findall(r"'([^']+\.md)'", re.sub(r"'[^']+\.md':", "", str(navigation.ordered(titles))))
    assert sorted(listed) == sorted(titles)


def test_every_page_that_the_site_puts_first_is_there() -> None:
    known = {*places.sources().values(), *places.GENERATED}
    assert not [page for part in navigation.parts() for page in part["first"] if page not in known]


def test_links_lead_on_in_the_site_and_to_the_repository_where_its_address_is_known() -> None:
    pages = places.sources()
    text = "[a](ARCHITECTURE.md#the-house) [b](docs/operating) [c](kota/jakarta) `[d](kota/x)`"
    moved = places.moved("README.md", text, pages, "")
    assert moved == "[a](architecture.md#the-house) [b](../operating/README.md) c `[d](kota/x)`"
    assert "[c](https://host/blob/main/kota/jakarta)" in places.moved(
        "README.md", text, pages, "https://host/blob/main/"
    )


def test_what_the_code_knows_is_told_whole_and_its_links_lead_somewhere() -> None:
    pages = reference.pages()
    assert set(pages) == set(places.GENERATED)
    assert all(f"## {name}\n" in pages["reference/open-data.md"] for name in datasets())
    assert all(f" {path}\n" in pages["reference/api.md"] for path in house().description["paths"])
    assert all(f"## rukun {name}\n" in pages["reference/commands.md"] for name in COMMANDS)
    assert all(f"| `/{route.address}` |" in pages["reference/access.md"] for route in TABLE)
    for text in pages.values():
        inside = {link.target[1:] for link in markdown.links(text) if link.target.startswith("#")}
        assert inside <= markdown.anchors(text)


def test_what_builds_the_site_is_locked_apart_and_agrees_with_everything_else() -> None:
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", (places.ROOT / name).read_text(), re.MULTILINE))

    site, all_of_it = versions("deploy/locks/docs.lock"), versions("requirements.lock")
    assert {"mkdocs", "mkdocs-material"} <= set(site) and not {"mkdocs", "mkdocs-material"} & set(all_of_it)
    assert not {name for name in set(site) & set(all_of_it) if site[name] != all_of_it[name]}, "make lock"


def test_the_page_for_what_is_not_there_asks_for_nothing_beside_it_where_the_sites_place_is_not_known() -> None:
    theme = places.ROOT / "tools" / "handbook" / "theme"
    assert not re.findall(r"\b(?:href|src)=", (theme / "alone.html").read_text())
    page = (theme / "404.html").read_text()
    known = "".join(re.findall(r"{% if config.site_url %}(.*?){% endif %}", page))
    assert page.count("href=") == known.count("href=") == 2
    assert "error_page 404 /panduan/404.html;" in (places.ROOT / "deploy" / "nginx" / "rukun.conf").read_text()
