"""What NumPy knows of an array besides its values, and the views that are attributes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from symnp._array.flags import Flags
from symnp._array.flat import Flat
from symnp._array.source_line import source_line
from symnp._infer.shadow import scaled, shrink
from symnp._layout.layout import Layout, root_layout
from symnp._layout.steps import Step
from symnp._ops.leaf import constant
from symnp._ops.update import assign, empty_content, update

if TYPE_CHECKING:
    from symnp._array.array import Array


class Attributes:
    """The attributes of an array; a subclass supplies ``_layout`` and ``_derive``."""

    __slots__ = ()

    _layout: Layout

    if TYPE_CHECKING:

        def _derive(self, step: Step) -> Array: ...
        def _rebind(self, other: Array) -> None: ...
        def _wrapped(self, node: Any, line: Any) -> Array: ...

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each axis; it can be set where the elements need not move."""
        return self._layout.shape

    @shape.setter
    def shape(self, shape: Any) -> None:
        sides = tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)
        try:
            changed = self._derive(("reshape", (sides, "C")))
        except ValueError as error:
            if "Unable to avoid" not in str(error):
                raise
            raise AttributeError(
                "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape."
            ) from None
        self._rebind(changed)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the elements; when it is set, the bytes are looked at anew."""
        return self._layout.dtype

    @dtype.setter
    def dtype(self, dtype: Any) -> None:
        self._rebind(self._derive(("view", np.dtype(dtype))))

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self._layout.shape)

    @property
    def size(self) -> int:
        """The number of elements."""
        return self._layout.size

    @property
    def itemsize(self) -> int:
        """The bytes of one element."""
        return int(self._layout.dtype.itemsize)

    @property
    def nbytes(self) -> int:
        """The bytes of all elements."""
        return self._layout.nbytes

    @property
    def strides(self) -> tuple[int, ...]:
        """The bytes from one element to the next along each axis, as NumPy would lay the array out."""
        return self._layout.strides

    @property
    def flags(self) -> Flags:
        """NumPy's flags for an array of this layout."""
        return Flags(self)  # type: ignore[arg-type]

    @property
    def device(self) -> str:
        """Where the values will be: "cpu"."""
        return "cpu"

    def to_device(self, device: Any, /, *, stream: Any = None) -> Any:
        """Return the array itself: there is no other device.

        Raises
        ------
        ValueError
            NumPy's own, if another device is asked for.
        """
        np.empty(0).to_device(device, stream=stream)
        return self

    @property
    def base(self) -> Array | None:
        """The whole of what this array is a view of, or None where it is the whole itself."""
        if self._layout.is_root:
            return None
        array: Any = self
        base = array._shared_base()
        owner = base.owner()
        if owner is not None and owner is not self and owner._base is base and owner._layout.is_root:
            return owner  # type: ignore[no-any-return]
        return type(array)._view(base, self._layout.root, source_line())  # type: ignore[no-any-return]

    @property
    def T(self) -> Array:  # noqa: N802
        """The view with the axes in reversed order."""
        return self._derive(("transpose", None))

    @property
    def mT(self) -> Array:  # noqa: N802
        """The view with the last two axes swapped.

        Raises
        ------
        ValueError
            If there are fewer than two axes.
        """
        axes = list(range(self.ndim))
        if len(axes) < 2:
            raise ValueError("matrix transpose with ndim < 2 is undefined")
        return self._derive(("transpose", (*axes[:-2], axes[-1], axes[-2])))

    @property
    def flat(self) -> Flat:
        """The elements in a row."""
        return Flat(self)  # type: ignore[arg-type]

    @flat.setter
    def flat(self, value: Any) -> None:
        self.flat[:] = value

    @property
    def real(self) -> Any:
        """The real part: a view of complex numbers, and the array itself where there are no others."""
        return self._derive(("real", None)) if self.dtype.kind == "c" else self

    @real.setter
    def real(self, value: Any) -> None:
        self.real[...] = value

    @property
    def imag(self) -> Any:
        """The imaginary part: a view of complex numbers, and zeros that cannot be written where there are no others."""
        return self._derive(("imag", None)) if self.dtype.kind == "c" else self._no_imaginary_part()

    @imag.setter
    def imag(self, value: Any) -> None:
        if self.dtype.kind != "c":
            np.zeros(1, self.dtype).imag = 0  # NumPy refuses, in its own words.
        self.imag[...] = value

    def _no_imaginary_part(self) -> Array:
        line = source_line()
        small = shrink(self._layout.dummy).imag
        layout = scaled(small, self.shape).layout
        fixed = root_layout(layout.shape, layout.dtype, layout.strides, writeable=False)
        zero = constant(np.zeros(1, self.dtype)[0])
        return self._wrapped(update(empty_content(fixed, line=line), fixed, assign, (zero,), line=line), line)

    @property
    def __array_interface__(self) -> dict[str, Any]:
        if self.dtype.kind not in "?biufc":
            raise AttributeError("this protocol knows numbers only; NumPy takes __array__ in its place")
        value = self.__array__()  # type: ignore[attr-defined]
        # Whoever takes an address keeps this array alive, and this array keeps the memory.
        array: Any = self
        array._exported = [*(array._exported or ()), value]
        return value.__array_interface__  # type: ignore[no-any-return]

    def __array_finalize__(self, obj: Any, /) -> None:
        """Do nothing: there are no subclasses to finish."""

    def __array_wrap__(self, arr: Any, context: Any = None, return_scalar: bool = False, /) -> Any:
        found = sys.modules["symnp"].asarray(arr)
        point = np.zeros(())  # Whether a scalar is asked for is NumPy's to say: its versions differ.
        scalar = isinstance(point.__array_wrap__(point, context, return_scalar), np.generic)
        return found[()] if scalar and not found.shape else found

    def __array_namespace__(self, /, *, api_version: str | None = None) -> Any:
        np.empty(0).__array_namespace__(api_version=cast(Any, api_version))  # NumPy knows the versions.
        return sys.modules["symnp"]
