"""A place on the earth (WGS 84, degrees)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rukun.values.refused import Refused

EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Place:
    """Latitude and longitude in degrees; nonsense (NaN, out of range) is refused."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):  # false for NaN as well
            raise Refused("place", "Titik ini bukan tempat di bumi: periksa lintang dan bujurnya.", field="place")

    @classmethod
    def parse(cls, lat: str, lon: str) -> Place:
        try:
            return cls(float(lat), float(lon))
        except ValueError:
            raise Refused("place", "Lintang dan bujur ditulis sebagai angka.", field="place") from None


def distance_m(a: Place, b: Place) -> float:
    """Great-circle distance in metres (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = math.sin((lat_b - lat_a) / 2)
    half_lon = math.sin(math.radians(b.lon - a.lon) / 2)
    chord = half_lat**2 + math.cos(lat_a) * math.cos(lat_b) * half_lon**2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))
