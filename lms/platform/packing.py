"""gzip out of pieces that are ready: what is sent again and again is packed once.

A gzip file (RFC 1952) is a header, a stream of blocks, a checksum and a length. A block (RFC 1951)
that ends on a byte and points at nothing before it may follow any other, so blocks made at
different times are joined into one stream. What is sent once is put there as it is. So is the
token of a form: it is never packed together with words that somebody else may have chosen, whose
length would tell how much of it they have guessed (https://www.breachattack.com/).
"""

import struct
import zlib
from collections.abc import Iterable

LEVEL = 6  # of 9; beyond, pages get smaller by nothing that matters
WORTH_IT = 80  # bytes; below, packing adds more than it takes
LARGEST = 0xFFFF  # bytes of a block that is not packed
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
LAST = b"\x03\x00"
"""An empty block that says it is the last."""


def packed(text: bytes, level: int = LEVEL) -> bytes:
    """The text as blocks that point at nothing before them and end on a byte; none is the last."""
    if len(text) < WORTH_IT:
        return as_it_is(text)
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH)


def as_it_is(text: bytes) -> bytes:
    """The text as blocks that are not packed."""
    cut = (text[start : start + LARGEST] for start in range(0, len(text), LARGEST))
    return b"".join(
        b"\x00" + struct.pack("<HH", len(piece), len(piece) ^ LARGEST) + piece for piece in cut
    )


def gzip(blocks: Iterable[bytes], text: bytes) -> bytes:
    """The file of these blocks, which together say `text`."""
    end = struct.pack("<II", zlib.crc32(text), len(text) & 0xFFFFFFFF)
    return b"".join((HEADER, *blocks, LAST, end))
