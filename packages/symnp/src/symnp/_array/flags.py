"""NumPy's flags of an array of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    from symnp._array.array import Array

_SHORT = {
    "C": "C_CONTIGUOUS",
    "F": "F_CONTIGUOUS",
    "O": "OWNDATA",
    "W": "WRITEABLE",
    "A": "ALIGNED",
    "X": "WRITEBACKIFCOPY",
}
_NAMES = ("C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED", "WRITEBACKIFCOPY")


class Flags:
    """How an array lies in memory, and whether it can be written: as `numpy.ndarray.flags`.

    Parameters
    ----------
    array : Array
        The array whose flags these are.
    """

    __slots__ = ("_array",)

    def __init__(self, array: Array) -> None:
        self._array = array

    def __getattr__(self, name: str) -> Any:
        if name == "owndata":
            return self._array._owns_data()
        return getattr(self._array._layout.dummy.flags, name)

    @property
    def writeable(self) -> bool:
        """Whether elements can be assigned to."""
        return bool(self._array._layout.dummy.flags.writeable)

    @writeable.setter
    def writeable(self, value: bool) -> None:
        self._array.setflags(write=value)

    def __getitem__(self, key: str) -> Any:
        name = _SHORT.get(key, key)
        return self.owndata if name == "OWNDATA" else self._array._layout.dummy.flags[cast(Any, name)]

    def __setitem__(self, key: str, value: bool) -> None:
        if _SHORT.get(key, key) != "WRITEABLE":
            raise KeyError("Unknown flag")
        self.writeable = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Flags) and all(self[name] == other[name] for name in _NAMES)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "\n".join(f"  {name} : {self[name]}" for name in _NAMES)
