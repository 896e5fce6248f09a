"""What the cells of a list of areas may say (pure): each is read, or refused in words that tell how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.refused import Refused

# Column -> other headings that offices use for it.
HEADINGS = {
    "code": ("kode", "kode_wilayah"),
    "kind": ("jenis", "tingkat"),
    "name": ("nama", "nama_wilayah"),
    "parent": ("induk", "kode_induk"),
    "lat": ("lintang", "latitude"),
    "lon": ("bujur", "longitude"),
    "km2": ("luas_km2",),
    "rw": ("jumlah_rw",),
    "rt": ("jumlah_rt",),
    "population": ("penduduk",),
}
COLUMNS = tuple(HEADINGS)
NEEDED = ("code", "name")
NAME_MAX, COUNT_MAX = 80, 30_000_000
UNITS = (Kind.RW, Kind.RT)
# Indonesia with its seas: a latitude and a longitude that changed places fall out of it.
SOUTH, NORTH, WEST, EAST = -11.5, 6.5, 94.5, 141.5


class Wrong(Exception):
    """A fault of a line as a whole, told at one of its columns."""

    def __init__(self, column: str, refusal: Refused) -> None:
        super().__init__(str(refusal))
        self.column, self.refusal = column, refusal


def encoding_of(content: bytes) -> str:
    """How it says itself that it is written; UTF-8 where it says nothing."""
    return "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def decoded(content: bytes) -> str | tuple[int, Refused]:
    """The text, or the line of the first byte that is none and what to do about it."""
    try:
        return content.decode(encoding_of(content))
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        return line, Refused("file", "Bukan UTF-8. Di Excel pilih “CSV UTF-8 (dibatasi koma)” ketika menyimpan.")


def unwrapped(cell: str) -> str:
    """Without the spaces and the `="..."` that Excel puts around text that looks like a number."""
    text = unicodedata.normalize("NFC", cell.replace("\u00a0", " ")).strip()
    found = re.fullmatch(r'="(.*)"', text)
    return found[1].strip() if found else text


def column_of(heading: str) -> str:
    """Which column a heading names; "" for none."""
    asked = re.sub(r"[\s-]+", "_", heading.strip().lower())
    return next((column for column, others in HEADINGS.items() if asked in (column, *others)), "")


def unit_name(code: AreaCode) -> str:
    return f"{code.kind.value.upper()} {code.digits[-3:]}"


def code_of(said: Mapping[str, str], read: Mapping[str, object]) -> AreaCode:
    """The code of a line: as written, or of an RW or RT made of its parent's and the number in its name."""
    code, kind, parent = read["code"], read["kind"], read["parent"]
    if isinstance(code, AreaCode):
        return code
    number = re.fullmatch(r"(?:RW|RT)?[\s.]*0*(\d{1,3})", said.get("name", ""), re.IGNORECASE)
    if kind not in UNITS or not isinstance(parent, AreaCode) or number is None or not int(number[1]):
        raise Wrong("code", Refused("code", "Kosong. Hanya RW dan RT yang berinduk dan bernomor boleh tanpa kode."))
    if LENGTH_OF[Kind(str(kind))] != len(parent.digits) + 3:
        raise Wrong("parent", Refused("parent", "Wilayah {code} bukan induk langsung dari {kind}.",
                                      code=parent.official, kind=str(kind)))  # fmt: skip
    return AreaCode(f"{parent.digits}{int(number[1]):03d}")


def refuse_disagreeing(code: AreaCode, read: Mapping[str, object]) -> None:
    """Kind and parent say the same as the code; a centre has both its figures, and a size."""
    kind, parent = read["kind"], read["parent"]
    if kind and kind is not code.kind:
        raise Wrong("kind", Refused("kind", "Kode {code} adalah {found}, bukan {wanted}.", code=code.official,
                                    found=code.kind.value, wanted=str(kind)))  # fmt: skip
    if parent and parent != code.parent:
        above = code.parent.official if code.parent else "-"
        raise Wrong("parent", Refused("parent", "Induk dari {code} adalah {above}.", code=code.official, above=above))
    if (read["lat"] is None) != (read["lon"] is None):
        raise Wrong("lon" if read["lon"] is None else "lat", Refused("place", "Lintang dan bujur diisi keduanya."))
    if read["lat"] is not None and read["km2"] is None:
        raise Wrong("km2", Refused("km2", "Diisi bila lintang dan bujur diisi: dari ketiganya batas digambar."))


def _code(text: str) -> AreaCode | None:
    if re.fullmatch(r"[\d,.]+E\+?\d+", text, re.IGNORECASE):
        raise Refused("code", "Excel mengubah kode ini menjadi bilangan; jadikan kolomnya teks dan isi lagi.")
    return AreaCode.parse(text) if text else None


def _kind(text: str) -> Kind | None:
    try:
        return Kind(text.lower()) if text else None
    except ValueError:
        raise Refused("kind", "Harus salah satu dari {kinds}.", kinds=", ".join(kind.value for kind in Kind)) from None


def name_of(text: str) -> str:
    """What an area may be called."""
    if not text:
        raise Refused("name", "Kosong.")
    if len(text) > NAME_MAX:
        raise Refused("name", "Lebih dari {most} huruf.", most=NAME_MAX)
    # A name that a spreadsheet would run as a formula, or with a line break in it, is none.
    if text[0] in "=+-@" or not text.isprintable():
        raise Refused("name", "Bukan nama: diawali tanda rumus, atau memuat tanda yang tidak tercetak.")
    return text


def _measure(least: float, most: float) -> Callable[[str], float | None]:
    def read(text: str) -> float | None:
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,7}([.,]\d{1,12})?", text):
            raise Refused("number", "Bukan bilangan seperti 7,25 atau 7.25.")
        number = float(text.replace(",", "."))
        if not least <= number <= most:
            raise Refused("number", "Bilangan ini di luar {least} sampai {most}.", least=least, most=most)
        return number

    return read


def _count(most: int) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        if not text:
            return None
        # Thousands parted by points are taken: a count has no fraction.
        if not re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+", text):
            raise Refused("number", "Bukan bilangan bulat.")
        number = int(text.replace(".", ""))
        if number > most:
            raise Refused("number", "Bilangan ini di luar {least} sampai {most}.", least=0, most=most)
        return number

    return read


READERS: Mapping[str, Callable[[str], object]] = {
    "code": _code, "kind": _kind, "name": name_of, "parent": _code,
    "lat": _measure(SOUTH, NORTH), "lon": _measure(WEST, EAST), "km2": _measure(0.0001, 100_000.0),
    "rw": _count(999), "rt": _count(32_767), "population": _count(COUNT_MAX),
}  # fmt: skip
