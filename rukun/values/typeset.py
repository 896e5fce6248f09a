"""Sets a paper from a template and facts. Facts travel as data, never as markup: whatever they say, they are printed
and not obeyed.

The compiler is loaded for the first paper and not before: it takes as much memory as any library of a web process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import typst


def typeset(template: bytes | Path, told: Mapping[str, str], *, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """The paper, or a picture of it. A template that is named as a file sees what lies in its folder and nothing else
    of the disk. A compiler of its own each time: what it keeps of one paper would hold codes in memory."""
    import typst

    if isinstance(template, bytes):
        compiler = typst.Compiler(template, sys_inputs=dict(told), font_paths=_fonts())
    else:
        compiler = typst.Compiler(template, root=template.parent, sys_inputs=dict(told), font_paths=_fonts())
    made = compiler.compile(format=form)
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Those that come with the compiler, so that a paper looks the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
