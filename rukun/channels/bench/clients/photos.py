"""A photo as a telephone sends it: 1600 pixels wide and about 200 kB, another one each time."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (1600, 1200)
WANTED_BYTES = 200_000
SMALL, RESULTS = (640, 480), 1_000
ALONE_TIMES = 40
# The marker of a JPEG's table of quantisers, and how many of its numbers (of the broadest waves) are changed.
QUANTISERS = b"\xff\xdb"
CHANGED = 12


def street(seed: int = 11) -> bytes:
    """A drawn street with the grain of a small sensor, as a JPEG of about 200 kB."""
    chance = random.Random(seed)
    picture = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for _ in range(240):
        x, y = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        colour = tuple(chance.randrange(30, 230) for _ in range(3))
        pen.rectangle((x, y, x + chance.randrange(20, 160), y + chance.randrange(20, 160)), fill=colour)
    grain = Image.frombytes("L", SIZE, chance.randbytes(SIZE[0] * SIZE[1])).convert("RGB")
    taken = Image.blend(picture, grain, 0.08)
    for quality in range(30, 96):
        drawn = io.BytesIO()
        taken.save(drawn, "JPEG", quality=quality)
        if drawn.tell() >= WANTED_BYTES:
            break
    return drawn.getvalue()


def results(folder: Path, count: int = RESULTS) -> None:
    """So many pictures of finished work, no two of one place, as a crew sends them over a poor line: some 30 kB."""
    chance = random.Random(23)
    for number in range(count):
        picture = Image.linear_gradient("L").resize(SMALL).rotate(chance.randrange(360)).convert("RGB")
        pen = ImageDraw.Draw(picture)
        for _ in range(90):
            x, y = chance.randrange(SMALL[0]), chance.randrange(SMALL[1])
            colour = tuple(chance.randrange(256) for _ in range(3))
            pen.rectangle((x, y, x + chance.randrange(8, 90), y + chance.randrange(8, 90)), fill=colour)
        picture.save(folder / f"{number:05d}.jpg", "JPEG", quality=80)


def varied(photo: bytes, number: int) -> bytes:
    """The same photo with slightly other pixels for every number: some quantisers are up to three larger.

    So each is decoded, drawn and kept as a photo of its own, and making it costs the one who sends it nothing.
    """
    first = photo.index(QUANTISERS) + 6
    other = bytes(photo[first + place] + (number >> 2 * place & 3) for place in range(CHANGED))
    return photo[:first] + other + photo[first + CHANGED :]


def multipart(fields: dict[str, str], photo: bytes, boundary: str) -> bytes:
    """A form with one photo, as a browser sends it."""
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="photos"; filename="foto.jpg"\r\n'
    begins = ("".join(parts) + head + "Content-Type: image/jpeg\r\n\r\n").encode()
    return begins + photo + f"\r\n--{boundary}--\r\n".encode()


def alone_per_second(photo: bytes) -> float:
    """How many such photos Pillow alone decodes and draws anew in a second of a processor, in a process of its own: in
    this one, which has filled a city, each picture would be given memory that the system first has to clear."""
    done = subprocess.run([sys.executable, "-m", __name__], input=photo, capture_output=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Pillow alone, as finely as the photo came: what is drawn beside it does the same."""
    photo = sys.stdin.buffer.read()
    for _ in range(ALONE_TIMES // 4):
        _alone(photo)
    began = time.process_time()
    for _ in range(ALONE_TIMES):
        _alone(photo)
    sys.stdout.write(str(ALONE_TIMES / (time.process_time() - began)))


def _alone(photo: bytes) -> None:
    with Image.open(io.BytesIO(photo)) as picture:
        picture.load()  # else it is copied before it is saved
        picture.save(io.BytesIO(), "JPEG", quality="keep")


if __name__ == "__main__":
    main()
