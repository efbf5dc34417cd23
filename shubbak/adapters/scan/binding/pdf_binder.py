"""Pages bound into one PDF/A-2b (ISO 19005-2): pictures alone, no dates, no names, the same bytes for the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf
from PIL import ImageCms

from shubbak.adapters.scan.binding.packing import Jpeg, Sheet, Tones, pack
from shubbak.domain.page import Page

_POINTS = 72
#: What says that this is PDF/A-2b (ISO 19005-2, 6.6.4); of the pages it says nothing.
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
_CREATED = slice(24, 36)  # of an ICC profile's header (ICC.1:2010, 7.2.8)


class PdfBinder:
    """Implements ports.pages.PageBinder; everything stays in memory."""

    def pack(self, page: Page) -> bytes:
        """Raises ValueError for a page that is no JPEG."""
        sheet = pack(page)
        pdf = _new_pdf()
        longest = max(sheet.width, sheet.height)
        points = (_POINTS * sheet.inches * sheet.width / longest, _POINTS * sheet.inches * sheet.height / longest)
        drawn = pdf.add_blank_page(page_size=(round(points[0], 2), round(points[1], 2)))
        drawn.obj.Resources = Dictionary(XObject=_Drawing(pdf, sheet).pictures)
        drawn.obj.Contents = pdf.make_stream(_content(sheet, *points))
        return _saved(pdf)

    def bind(self, pages: Sequence[Page]) -> bytes:
        """Raises ValueError without pages, and for a page that is no JPEG."""
        if not pages:
            raise ValueError("nothing to bind")
        bound = _new_pdf()
        for page in pages:
            with pikepdf.open(io.BytesIO(page.packed or self.pack(page))) as one:
                bound.pages.extend(one.pages)
        return _saved(bound)


class _Drawing:
    """A sheet's pictures as objects of a PDF, by the names that its content uses."""

    def __init__(self, pdf: Pdf, sheet: Sheet) -> None:
        self._pdf = pdf
        self.pictures = Dictionary()
        if sheet.ground is not None:
            self.pictures.Ground = self._jpeg(sheet.ground)
        if sheet.tones is not None and sheet.ink is not None:
            ink = self._jpeg(sheet.ink)
            ink.Mask = self._mask(sheet.tones)
            self.pictures.Ink = ink
        elif sheet.tones is not None:
            self.pictures.Ink = self._mask(sheet.tones)
        for number, (_, strip) in enumerate(sheet.strips):
            self.pictures[f"/Strip{number}"] = self._jpeg(strip)

    def _jpeg(self, picture: Jpeg) -> Object:
        return self._picture(
            picture,
            ColorSpace=Name.DeviceGray if picture.grey else Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )

    def _mask(self, tones: Tones) -> Object:
        # A mask paints where it is 0, and the decoder gives 0 for what T.6 calls black.
        return self._picture(
            tones,
            ImageMask=True,
            BitsPerComponent=1,
            Filter=Name.CCITTFaxDecode,
            DecodeParms=Dictionary(K=-1, Columns=tones.width, Rows=tones.height, BlackIs1=False),
        )

    def _picture(self, picture: Jpeg | Tones, **more: object) -> Object:
        kind = {"Type": Name.XObject, "Subtype": Name.Image, "Width": picture.width, "Height": picture.height}
        return self._pdf.make_stream(picture.body, **kind, **more)


def _content(sheet: Sheet, width: float, height: float) -> bytes:
    """Return the page's operators (ISO 32000-1, 8.9): each picture fills its box."""
    lines = ["0 g"]
    if sheet.ground is not None:
        lines.append(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Ground Do Q")
    if sheet.tones is not None:
        lines.append(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Ink Do Q")
    across, up = width / sheet.width, height / sheet.height
    for number, ((left, top, right, bottom), _) in enumerate(sheet.strips):
        box = ((right - left) * across, (bottom - top) * up, left * across, height - bottom * up)
        lines.append("q {:.3f} 0 0 {:.3f} {:.3f} {:.3f} cm /Strip{} Do Q".format(*box, number))
    return "\n".join(lines).encode()


def _new_pdf() -> Pdf:
    pdf = pikepdf.new()
    pdf.Root.Metadata = pdf.make_stream(_METADATA, Type=Name.Metadata, Subtype=Name.XML)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        DestOutputProfile=pdf.make_stream(_colours(), N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    return pdf


@cache
def _colours() -> bytes:
    """An sRGB profile without the moment it was made in."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_CREATED] = bytes.fromhex("07d0 0001 0001 0000 0000 0000")  # 1 January 2000
    return bytes(profile)


def _saved(pdf: Pdf) -> bytes:
    """Return the file; its identifier is a digest of its content."""
    kept = io.BytesIO()
    # Nothing is deflated: data that happen to end in a line's end have an unclear length (ISO 19005-2, 6.1.7.1).
    modes = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False}
    pdf.save(kept, min_version="1.7", deterministic_id=True, **modes)
    return kept.getvalue()
