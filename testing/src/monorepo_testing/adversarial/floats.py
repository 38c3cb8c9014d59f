"""The bit formats of floating-point numbers: where the NaNs are, and which bytes mean anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class FloatFormat:
    """An IEEE 754 binary format, or the x87 one, whose leading bit is written out.

    Parameters
    ----------
    exponent_bits, fraction_bits : int
        Widths in bits; the fraction is counted without the leading bit.
    explicit_bit : bool
        Whether the leading bit of the significand is stored.
    """

    exponent_bits: int
    fraction_bits: int
    explicit_bit: bool = False

    @property
    def significant_bytes(self) -> int:
        """Bytes that carry the number; what is beyond them is padding."""
        return (1 + self.exponent_bits + self.explicit_bit + self.fraction_bits) // 8

    def nan_patterns(self, *, quiet: bool) -> list[int]:
        """Return the bit patterns of NaNs with both signs and several payloads, as integers."""
        quiet_bit = 1 << (self.fraction_bits - 1)
        payloads = (0, 1, quiet_bit - 1) if quiet else (1, quiet_bit - 1)
        exponent = ((1 << self.exponent_bits) - 1) << (self.fraction_bits + self.explicit_bit)
        leading = self.explicit_bit << self.fraction_bits
        sign = 1 << (self.exponent_bits + self.explicit_bit + self.fraction_bits)
        body = exponent | leading | (quiet_bit if quiet else 0)
        return [body | payload | s for payload in payloads for s in (0, sign)]


_BY_FRACTION_BITS = {
    10: FloatFormat(5, 10),
    23: FloatFormat(8, 23),
    52: FloatFormat(11, 52),
    63: FloatFormat(15, 63, explicit_bit=True),
    112: FloatFormat(15, 112),
}


def float_format(dtype: np.dtype[Any]) -> FloatFormat:
    """Return the bit format of a real or complex floating dtype, or of the parts of a complex one.

    Raises
    ------
    NotImplementedError
        If the format is none of binary16, 32, 64, 128 and x87 extended (a pair of doubles on POWER).
    """
    bits = int(np.finfo(dtype).nmant)
    if bits not in _BY_FRACTION_BITS:
        raise NotImplementedError(f"{dtype!r} has {bits} fraction bits: want one of {sorted(_BY_FRACTION_BITS)}")
    return _BY_FRACTION_BITS[bits]


def nans(dtype: np.dtype[Any], *, quiet: bool) -> NDArray[Any]:
    """Return NaNs of a real floating dtype with several payloads and both signs, shape `(n,)`."""
    spec = float_format(dtype)
    padding = bytes(dtype.itemsize - spec.significant_bytes)
    patterns = spec.nan_patterns(quiet=quiet)
    raw = b"".join(p.to_bytes(spec.significant_bytes, "little") + padding for p in patterns)
    # Between two byte orders of one type a cast moves bytes only, so even a signalling NaN arrives as it was.
    return np.frombuffer(raw, dtype.newbyteorder("<")).astype(dtype)
