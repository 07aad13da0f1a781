"""One photograph in the widths a page asks for: JPEG, in common colours, with nothing in it but its pixels."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms

from danvan.kit.uploads import BadUpload

WIDTHS = (480, 960, 1600)
LEAST_WIDTH = 600
_HIGHEST = 4  # times as high as wide: beyond that it is no photograph
_QUALITY = 80
_PAPER = (255, 255, 255)


@dataclass(frozen=True)
class Sized:
    """One width of a photograph."""

    width: int
    height: int
    data: bytes


def sized(data: bytes) -> list[Sized]:
    """The picture in each width it is large enough for, ascending, never made larger than it is.

    ``data`` was judged and written anew by ``kit.uploads``. Raises ``BadUpload`` for a picture too small to show.
    """
    with Image.open(BytesIO(data)) as picture:
        if picture.width < LEAST_WIDTH:
            raise BadUpload(f"Ảnh chỉ rộng {picture.width} điểm ảnh. Hãy chọn ảnh rộng từ {LEAST_WIDTH} điểm ảnh.")
        if picture.height > _HIGHEST * picture.width:
            raise BadUpload("Ảnh quá dài và hẹp. Hãy cắt lại ảnh rồi tải lên.")
        plain = _in_common_colours(picture)
    return [_at(plain, width) for width in _widths(plain.width)]


def _widths(own: int) -> list[int]:
    """The widths to keep: the usual ones it reaches, and its own where that is below the largest."""
    return sorted({*(width for width in WIDTHS if width <= own), min(own, WIDTHS[-1])})


def _at(picture: Image.Image, width: int) -> Sized:
    height = max(1, round(picture.height * width / picture.width))
    small = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
    written = BytesIO()
    small.save(written, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return Sized(width, height, written.getvalue())


def _in_common_colours(picture: Image.Image) -> Image.Image:
    """Opaque, in sRGB, with no profile and no remarks left on it."""
    profile = picture.info.get("icc_profile")
    plain: Image.Image = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    if plain.mode == "RGBA":
        ground = Image.new("RGB", plain.size, _PAPER)
        ground.paste(plain, mask=plain.getchannel("A"))
        plain = ground
    if profile and picture.mode == "RGB":
        plain = _from_profile(plain, profile)
    plain.info.clear()
    return plain


def _from_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """The colours as they were meant; a profile that cannot be read is left aside."""
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return turned or picture
