"""Files that mean harm, made here: bombs, polyglots, films, nonsense. Each is small to send and dear to open."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image


def jpeg(size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """An honest picture in the form of cameras."""
    drawn = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 40).convert("RGB").save(drawn, "JPEG", **options)
    return drawn.getvalue()


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """The picture in another form."""
    drawn = io.BytesIO()
    picture.save(drawn, form, **options)
    return drawn.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG with its check sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, depth: int, colours: int, drawing: bytes, *more: bytes) -> bytes:
    """A PNG put together by hand, with parts between its header and its drawing."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    parts = chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", drawing) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def zeros(count: int) -> bytes:
    """A great deal of nothing, deflated: a million, and the same block again, which takes no time to make."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    million = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = packer.compress(b"\0" * (count % 1_000_000)) + packer.flush()
    # Adler's sum of so many zeros.
    return b"\x78\xda" + million * (count // 1_000_000) + rest + struct.pack(">HH", count % 65_521, 1)


def bomb_of_pixels() -> bytes:
    """0.4 MB that unpack to 564 MB."""
    return png(13_710, 13_710, 8, 2, zeros(13_710 * (13_710 * 3 + 1)))


def bomb_at_the_limit() -> bytes:
    """Just within 50 megapixels, with sixteen bits of four colours each: 400 MB unpacked."""
    return png(7_000, 7_000, 16, 6, zeros(7_000 * (7_000 * 8 + 1)))


def bomb_behind_a_small_picture() -> bytes:
    """One pixel, and a drawing that goes on for 500 MB."""
    return png(1, 1, 8, 2, zeros(500_000_000))


def bomb_of_a_profile() -> bytes:
    """A colour profile of 300 MB in a picture of four pixels."""
    return png(2, 2, 8, 2, zeros(14), chunk(b"iCCP", b"p\0\0" + zeros(300_000_000)))


def bomb_of_texts() -> bytes:
    """Eighty texts of 10 MB each."""
    return png(2, 2, 8, 2, zeros(14), *[chunk(b"zTXt", b"t\0\0" + zeros(10_000_000))] * 80)


def many_chunks() -> bytes:
    """A drawing in a hundred thousand empty parts."""
    return png(2, 2, 8, 2, zeros(14), *[chunk(b"IDAT", b"")] * 100_000)


def many_scans(count: int = 500) -> bytes:
    """A progressive JPEG of 25 megapixels that says its first scan again and again."""
    whole = saved(Image.new("L", (5_000, 5_000), 90), "JPEG", progressive=True)
    begins = whole.index(b"\xff\xda")
    ends = whole.index(b"\xff\xda", begins + 2) if whole.count(b"\xff\xda") > 1 else len(whole) - 2
    return whole[:begins] + whole[begins:ends] * count + whole[ends:]


def run_of_fill() -> bytes:
    """Fifteen megabytes of the byte that may stand before a marker any number of times."""
    return b"\xff\xd8" + b"\xff" * 14_900_000 + b"\x00"


def many_segments() -> bytes:
    """Three million empty comments."""
    return b"\xff\xd8" + b"\xff\xfe\x00\x02" * 3_000_000 + jpeg()[2:]


def film() -> bytes:
    """A WebP of two thousand frames."""
    frames = [Image.new("RGB", (16, 16), (n % 256, n // 256, 9)) for n in range(2_000)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=10)


def moving_png() -> bytes:
    """An animated PNG that announces four billion frames."""
    return png(2, 2, 8, 2, zeros(14), chunk(b"acTL", struct.pack(">II", 0xFFFFFFFF, 0)))


def heic(size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """An honest picture in the form of newer telephones."""
    import pillow_heif

    drawn = io.BytesIO()
    picture = Image.effect_mandelbrot(size, (-2, -1, 1, 1), 40).convert("RGB")
    pillow_heif.from_pillow(picture).save(drawn, **options)
    return drawn.getvalue()


def heic_too_wide() -> bytes:
    """A HEIC whose header says that it is 60,000 pixels wide and high."""
    whole = bytearray(heic((64, 64)))
    at = whole.index(b"ispe") + 8
    whole[at : at + 8] = struct.pack(">II", 60_000, 60_000)
    return bytes(whole)


def box(name: bytes, *parts: bytes) -> bytes:
    """A part of a HEIC: its length, its name, its content."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def heic_of_tiles(rows: int, columns: int, tile: int = 64) -> bytes:
    """One tile of some hundred bytes that is drawn again and again: a valid HEIC whose grid names it for each place."""
    whole = heic((tile, tile))
    at = whole.index(b"hvcC") - 4
    codec = whole[at : at + int.from_bytes(whole[at : at + 4], "big")]
    at = whole.index(b"mdat") + 4
    drawing, many = whole[at:], rows * columns

    def meta(drawn_at: int) -> bytes:
        item = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, columns * tile, rows * tile)
        kinds = [
            struct.pack(">IHH4sB", 0x02000001, 1, 0, b"hvc1", 0),
            struct.pack(">IHH4sB", 0x02000000, 2, 0, b"grid", 0),
        ]
        sizes = [box(b"ispe", struct.pack(">III", 0, *size)) for size in ((tile, tile), (columns * tile, rows * tile))]
        refers = struct.pack(">HH", 2, many) + struct.pack(">H", 1) * many
        owned = struct.pack(">II", 0, 2) + struct.pack(">HBBB", 1, 2, 0x81, 2) + struct.pack(">HBB", 2, 1, 3)
        places = struct.pack(">HHHHII", 1, 0, 0, 1, drawn_at, len(drawing))
        places += struct.pack(">HHHHII", 2, 1, 0, 1, 0, len(item))
        return box(
            b"meta", b"\0\0\0\0", box(b"hdlr", b"\0" * 8 + b"pict" + b"\0" * 13),
            box(b"pitm", struct.pack(">IH", 0, 2)),
            box(b"iloc", struct.pack(">IBBH", 0x01000000, 0x44, 0, 2), places),
            box(b"iinf", struct.pack(">IH", 0, 2), *[box(b"infe", kind) for kind in kinds]),
            box(b"iref", b"\0\0\0\0", box(b"dimg", refers)),
            box(b"iprp", box(b"ipco", codec, *sizes), box(b"ipma", owned)), box(b"idat", item),
        )  # fmt: skip

    begins = box(b"ftyp", b"heic", b"\0\0\0\0", b"mif1heic")
    return begins + meta(len(begins) + len(meta(0)) + 8) + box(b"mdat", drawing)


def heic_too_many_tiles() -> bytes:
    """Within fifty megapixels, in 11 kB: 4,900 tiles, as no telephone makes them."""
    return heic_of_tiles(70, 70)


def heic_of_a_wall_of_tiles() -> bytes:
    """Sixty-five thousand tiles, 266 megapixels, in 140 kB."""
    return heic_of_tiles(255, 255)


def heic_that_hides_its_width() -> bytes:
    """The header says small, the grid says 266 megapixels."""
    whole = heic_of_tiles(255, 255)
    return whole.replace(struct.pack(">III", 0, 255 * 64, 255 * 64), struct.pack(">III", 0, 640, 640))


def with_exif(block: bytes) -> bytes:
    """An honest JPEG whose camera says this."""
    segment = b"Exif\0\0" + block
    whole = jpeg((320, 240))
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + whole[2:]


def exif_in_a_circle() -> bytes:
    """Tables that point at themselves, sixty-five thousand entries long."""
    return with_exif(b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 0x8769, 4, 1, 8) * 400)


def photos_of_nothing() -> dict[str, bytes]:
    """What must be refused, whatever its name says."""
    markup = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    return {
        "empty": b"", "one byte": b"\xff", "beginning alone": b"\xff\xd8\xff", "svg with script": markup,
        "svg after a prolog": b'\xef\xbb\xbf<?xml version="1.0"?>\n' + markup,
        "html": b"<!doctype html><script>1</script>", "gif": saved(Image.new("P", (9, 9)), "GIF"),
        "tiff": saved(Image.new("RGB", (9, 9)), "TIFF"),
        "bmp": saved(Image.new("RGB", (9, 9)), "BMP"), "pdf": b"%PDF-1.7 1 0 obj", "zip": b"PK\x03\x04" + b"\0" * 60,
        "program": b"\x7fELF" + b"\0" * 99, "text": b"Bukan foto sama sekali",
        "video": b"\0\0\0\x18ftypmp42" + b"\0" * 99, "cut off jpeg": jpeg()[:3000],
        "cut off png": saved(Image.effect_noise((200, 200), 9), "PNG")[:9000],
        "cut off webp": saved(Image.effect_noise((200, 200), 9).convert("RGB"), "WEBP")[:900],
        "cut off heic": heic()[:2500], "png of zeros": b"\x89PNG\r\n\x1a\n" + b"\0" * 5000,
        "heic of zeros": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 5000,
    }  # fmt: skip


BOMBS: dict[str, Callable[[], bytes]] = {
    "pixels": bomb_of_pixels, "many scans": many_scans, "fill": run_of_fill, "segments": many_segments,
    "chunks": many_chunks, "film": film, "too wide": heic_too_wide,
    "tiles": heic_too_many_tiles, "wall of tiles": heic_of_a_wall_of_tiles, "hidden width": heic_that_hides_its_width,
}  # fmt: skip
"""What is refused."""

REAL_PICTURES: dict[str, Callable[[], bytes]] = {
    "profile": bomb_of_a_profile, "texts": bomb_of_texts, "moving png": moving_png, "exif circle": exif_in_a_circle,
    "behind a small picture": bomb_behind_a_small_picture, "at the limit": bomb_at_the_limit,
}  # fmt: skip
"""What is a picture after all, and is drawn anew without what was beside it (or refused, where it costs too much)."""
