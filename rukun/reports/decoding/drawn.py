"""What drawing a picture anew gives, for those who never open one themselves."""

from __future__ import annotations

from dataclasses import dataclass

from rukun.reports.decoding.camera import Camera


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The picture as it is kept (JPEG), its size in pixels, the form it came in and what the camera said."""

    content: bytes
    width: int
    height: int
    form: str
    camera: Camera
