"""The little of cupy.cuda that Dask touches. There is no device, and it says so."""

from __future__ import annotations

from typing import Self


class Device:
    """The device that is not there."""

    def __init__(self, device: int = 0) -> None:
        self.id = device

    def synchronize(self) -> None:
        """Wait for nothing."""

    use = synchronize

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        pass


class Stream:
    """A queue of work that is done at once."""

    null: Stream

    def synchronize(self) -> None:
        """Wait for nothing."""

    use = synchronize

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        pass


Stream.null = Stream()


def get_current_stream() -> Stream:
    """Return the only queue."""
    return Stream.null


def is_available() -> bool:
    """Whether there is a device; there is none."""
    return False


class runtime:  # noqa: N801
    """The driver's interface."""

    @staticmethod
    def getDeviceCount() -> int:  # noqa: N802
        """Return the number of devices: none."""
        return 0

    @staticmethod
    def deviceSynchronize() -> None:  # noqa: N802
        """Wait for nothing."""
