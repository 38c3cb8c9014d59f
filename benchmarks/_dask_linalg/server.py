"""A rival's process, which is started once and asked a line at a time."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monorepo_testing.paired import ContenderCrashedError, ContenderHungError, GarbageOutputError

_FOLDER = Path(__file__).resolve().parents[1]
_FAREWELL = 10.0  # Seconds in which a rival may end by itself once its input is closed.
_LAST_LINES = 15


def python_command(library: str) -> list[str]:
    """Return the command that answers for a Python library.

    The folder of the benchmarks comes last on the path, or its `dask_linalg.py` would hide the package.
    """
    text = f"import sys; sys.path.append({str(_FOLDER)!r}); from _dask_linalg.worker import main; main({library!r})"
    return [sys.executable, "-P", "-c", text]


class Server:
    """One rival that is alive.

    Parameters
    ----------
    name : str
        By which errors call it.
    command : sequence of str
        What answers.
    env : mapping of str to str
        Added to this process's environment.
    timeout : float
        Seconds for one answer.
    """

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], timeout: float = 300.0) -> None:
        self.name, self.command, self.timeout = name, list(command), timeout
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server.
        self._process = subprocess.Popen(  # noqa: S603 - our own commands, and no shell reads them.
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, **env},
            start_new_session=True,
        )
        self._pending = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def status(self) -> int | None:
        """Its exit status, or None while it is alive."""
        return self._process.poll()

    def ask(self, line: object) -> dict[str, Any]:
        """Ask and return the answer.

        Raises
        ------
        ContenderCrashedError, ContenderHungError, GarbageOutputError
            If it cannot do what was asked, has ended, does not answer in time, or answers no JSON object.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()
        except OSError as error:
            raise ContenderCrashedError(f"{self._what(line)}: has ended; {self._last_words()}") from error
        text = self._next_line(line)
        try:
            answer = json.loads(text)
        except ValueError as error:
            raise GarbageOutputError(f"{self._what(line)}: {text[:200]!r} is no JSON; {self._last_words()}") from error
        if not isinstance(answer, dict):
            raise GarbageOutputError(f"{self._what(line)}: {text[:200]!r} is no JSON object")
        if "error" in answer:
            raise ContenderCrashedError(f"{self._what(line)}: {answer['error']}")
        return answer

    def _next_line(self, line: object) -> bytes:
        assert self._process.stdout is not None
        deadline = time.monotonic() + self.timeout
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._pending:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    self._end(signal.SIGKILL)
                    raise ContenderHungError(f"{self._what(line)}: no answer within {self.timeout:g} s")
                got = os.read(self._process.stdout.fileno(), 65536)
                if not got:
                    raise ContenderCrashedError(f"{self._what(line)}: ended without an answer; {self._last_words()}")
                self._pending += got
        text, _, self._pending = self._pending.partition(b"\n")
        return text

    def _what(self, line: object) -> str:
        return f"contender {self.name!r}, asked {str(line)!r}"

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()[-_LAST_LINES:]
        return "\n".join(["last on stderr:", *lines]) if lines else "it printed nothing"

    def close(self) -> None:
        """Close its input, at which it ends by itself; otherwise end it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):
            self._process.stdin.close()
        for last in (signal.SIGTERM, signal.SIGKILL):
            try:
                self._process.wait(_FAREWELL)
                break
            except subprocess.TimeoutExpired:
                self._end(last)
        self._process.wait()
        self._process.stdout.close()
        self._said.close()

    def _end(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, how)
