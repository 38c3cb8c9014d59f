"""Whether a result is right: the oracle's bits, or near enough to the oracle, or small by the claim's own measure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from numbers import Real
from typing import Any

import numpy as np

from monorepo_testing.adversarial.bits import assert_same_bits


@dataclass(frozen=True)
class Verdict:
    """What the oracle said of one result.

    Parameters
    ----------
    passed : bool
        Whether it may stand.
    error : float or None
        The measured error, dimensionless; None where there is none to measure, as between different shapes.
    text : str
        What is wrong, empty where nothing is.
    """

    passed: bool
    error: float | None
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as a dict that JSON can hold."""
        return asdict(self)


def judge_error(error: object, tolerance: float) -> Verdict:
    """Hold a measured error against the tolerance; a NaN, a truth value or a negative number never passes."""
    if isinstance(error, np.ndarray) and error.ndim == 0:
        error = error[()]
    if isinstance(error, bool) or not isinstance(error, Real):
        return Verdict(False, None, f"the error is {error!r}: want one real number")
    value = float(error)
    if not np.isfinite(value):
        return Verdict(False, None, f"the error is {value!r}, the tolerance {tolerance!r}")
    if 0 <= value <= tolerance:
        return Verdict(True, value)
    return Verdict(False, value, f"the error is {value!r}, the tolerance {tolerance!r}")


def judge_result(result: object, expected: object, tolerance: float) -> Verdict:
    """Compare a result with the oracle's, array by array where they are tuples or lists.

    With a tolerance of zero dtype, shape and bits must agree. Else shapes and the places of NaN and infinity must,
    and the largest difference, over the largest finite magnitude of the oracle's array, is the error.
    """
    if isinstance(expected, (tuple, list)):
        if not isinstance(result, (tuple, list)) or len(result) != len(expected):
            return Verdict(False, None, f"want {len(expected)} arrays, got {type(result).__name__}")
        verdicts = [judge_result(*pair, tolerance) for pair in zip(result, expected, strict=True)]
        failed = [verdict for verdict in verdicts if not verdict.passed]
        return failed[0] if failed else Verdict(True, max((v.error or 0.0 for v in verdicts), default=0.0))
    got, want = np.asarray(result), np.asarray(expected)
    return _judge_bits(got, want) if tolerance == 0 else _judge_near(got, want, tolerance)


def _judge_bits(got: np.ndarray[Any, Any], want: np.ndarray[Any, Any]) -> Verdict:
    try:
        assert_same_bits(got, want)
    except AssertionError as difference:
        return Verdict(False, None, str(difference))
    return Verdict(True, 0.0)


def _largest(x: np.ndarray[Any, Any]) -> Any:
    """Return the largest magnitude of real or imaginary parts: that of a complex number may overflow."""
    parts = [np.abs(x.real), np.abs(x.imag)] if x.dtype.kind == "c" else [np.abs(x)]
    return max(np.max(part, initial=0.0) for part in parts)


def _judge_near(got: np.ndarray[Any, Any], want: np.ndarray[Any, Any], tolerance: float) -> Verdict:
    if got.shape != want.shape:
        return Verdict(False, None, f"shapes differ: actual {got.shape}, expected {want.shape}")
    if got.dtype.kind not in "biufc" or want.dtype.kind not in "biufc":
        return Verdict(False, None, f"a tolerance wants numbers, got {got.dtype!r} and {want.dtype!r}")
    finite = np.isfinite(want)
    if not np.array_equal(np.isfinite(got), finite) or not np.array_equal(got[~finite], want[~finite], equal_nan=True):
        return Verdict(False, None, "NaN or infinity is where the oracle has none, or the other way round")
    wide = np.result_type(got.dtype, want.dtype, np.float64)
    with np.errstate(over="ignore"):
        difference = _largest(got[finite].astype(wide) - want[finite].astype(wide))
    scale = _largest(want[finite].astype(wide))
    return judge_error(float(difference / scale if scale else difference), tolerance)
