"""A printer of small PDFs: any letters of any script at any place, without fonts in the file.

Every letter is half as wide as its type is high. What the letters mean stands in the font's map, as in real files.
Letters other than Latin have no shape then, so one that stands alone, or in turned text, is not seen by PDFium.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

A4 = (595, 842)
_MAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Letters def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{ranges}
endcmap end end"""

_LOCK = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>"


@dataclass(frozen=True)
class Text:
    """A line of text that begins at `x`, `y`, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    turned: bool = False


def width(text: str, size: float = 10) -> float:
    """How wide a text is printed, in points."""
    return len(text) * size / 2


def lines(texts: Sequence[str], *, x: float, y: float, size: float = 10, leading: float = 12) -> list[Text]:
    """Lines one below the other, the first at `y`."""
    return [Text(x, y - index * leading, text, size) for index, text in enumerate(texts)]


def print_pdf(
    pages: Sequence[Sequence[Text]],
    *,
    information: dict[str, str] | None = None,
    pictures: bool = False,
    labels: str = "",
    rotate: int = 0,
    locked: bool = False,
) -> bytes:
    """Write a PDF; `pictures` puts an image on every page, `locked` asks for a password that nobody knows."""
    objects: list[bytes] = [b"", b""]

    def add(content: str | bytes, stream: bytes | None = None) -> int:
        body = content.encode() if isinstance(content, str) else content
        if stream is not None:
            body = body[:-2] + b"/Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream"
        objects.append(body)
        return len(objects)

    to_unicode = add("<<>>", _map().encode())
    fonts = " ".join(
        f"/{key} {_font(add, name, to_unicode)} 0 R" for key, name in (("R", "Plain"), ("B", "Plain-Bold"))
    )
    image = add("<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8>>", b"\x80")
    pictured = f"/XObject<</I {image} 0 R>>" if pictures else ""
    kids = []
    for page in pages:
        content = "\n".join(_shown(text) for text in page) + ("\nq 500 0 0 700 0 0 cm /I Do Q" if pictures else "")
        shown = add("<<>>", content.encode())
        kids.append(
            add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Rotate {rotate}/Contents {shown} 0 R"
                f"/Resources<</Font<<{fonts}>>{pictured}>>>>"
            )
        )
    numbered = f"/PageLabels<</Nums[{labels}]>>" if labels else ""
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{numbered}>>".encode()
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    told = " ".join(f"/{key}<feff{value.encode('utf-16-be').hex()}>" for key, value in (information or {}).items())
    informed = add(f"<<{told}>>")
    return _file(objects, f"/Info {informed} 0 R" + (_LOCK if locked else ""))


def _map() -> str:
    """Each code stands for the letter of the same number."""
    ranges = [f"1 beginbfrange <{high:02X}00> <{high:02X}FF> <{high:02X}00> endbfrange" for high in range(0x100)]
    return _MAP.format(ranges="\n".join(ranges))


def _font(add: Callable[[str], int], name: str, to_unicode: int) -> int:
    descriptor = add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[0 -200 500 800]/ItalicAngle 0/Ascent 800"
        "/Descent -200/CapHeight 700/StemV 80>>"
    )
    descendant = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 500/FontDescriptor {descriptor} 0 R"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    return add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {to_unicode} 0 R>>"
    )


def _shown(text: Text) -> str:
    font = "B" if text.bold else "R"
    matrix = f"0 1 -1 0 {text.x} {text.y}" if text.turned else f"1 0 0 1 {text.x} {text.y}"
    return f"BT /{font} {text.size} Tf {matrix} Tm <{text.text.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
