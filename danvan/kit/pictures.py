"""Photographs: looked at before they are opened, and written anew so that nothing hidden in them is kept."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

from danvan.kit.refused import BadUpload

MAX_PIXELS = 40_000_000
_FORMATS = {"jpg": ("JPEG", {"quality": 90}), "png": ("PNG", {}), "webp": ("WEBP", {"quality": 90})}
_BROKEN = (OSError, SyntaxError, ArithmeticError, LookupError, ValueError, EOFError, struct.error, zlib.error)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_HURT = "Ảnh bị hỏng, không mở được. Hãy chụp hoặc lưu lại ảnh rồi tải lên."
_HUGE = "Ảnh quá lớn: nhiều nhất 40 triệu điểm ảnh. Hãy thu nhỏ ảnh rồi tải lên."


def _opened(data: bytes, extension: str) -> Image.Image:
    """The picture with only its head read, refused when it would fill the memory."""
    try:
        picture = Image.open(BytesIO(data), formats=[_FORMATS[extension][0]])
    except _BOMBS as error:
        raise BadUpload(_HUGE) from error
    except _BROKEN as error:
        raise BadUpload(_HURT) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise BadUpload(_HUGE)
    return picture


def check_picture(data: bytes, extension: str) -> None:
    """Refuse a picture that is broken or too large."""
    picture = _opened(data, extension)
    try:
        picture.verify()
    except _BROKEN as error:
        raise BadUpload(_HURT) from error


def rewritten(data: bytes, extension: str) -> bytes:
    """The same picture, upright, without place, time, camera, remarks or anything else beside its pixels."""
    picture = _opened(data, extension)
    try:
        upright = ImageOps.exif_transpose(picture)
        bare = upright.convert(_mode(upright, extension))
    except _BROKEN as error:
        raise BadUpload(_HURT) from error
    colours = upright.info.get("icc_profile") if bare.mode == upright.mode else None
    bare.info.clear()
    name, options = _FORMATS[extension]
    written = BytesIO()
    bare.save(written, name, icc_profile=colours, **options)
    return written.getvalue()


def smaller(data: bytes, extension: str, *, side: int) -> bytes:
    """The same picture no wider and no higher than ``side``, for looking at on a screen."""
    picture = _opened(data, extension)
    name, options = _FORMATS[extension]
    written = BytesIO()
    try:
        picture.draft(name, (side, side))
        picture.thumbnail((side, side))
        picture.convert(_mode(picture, extension)).save(written, name, **options)
    except _BROKEN as error:
        raise BadUpload(_HURT) from error
    return written.getvalue()


def _mode(picture: Image.Image, extension: str) -> str:
    if extension != "jpg" and picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} and extension != "webp" else "RGB"
