"""The stubs that type checkers and editors read instead of modules that find their names at run time.

They are those of one NumPy series, which their first line names. After a change that they show, write them anew in the
package's folder with

    python -m symnp stubs
"""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import symnp
from symnp import __main__ as command_line
from symnp._coverage import returned as returned_module
from symnp._coverage.returned import class_of, returned, type_of
from symnp._coverage.stubs import SERIES, file_name, modules, parameters, stubs
from symnp._namespace.ufuncs import Ufunc

FOLDER = Path(symnp.__file__).parent
CHECKED_IN = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.pyi"))}
SERIES_OF_STUBS = set(re.findall(r"^# .* from NumPy (\d+\.\d+):", "\n".join(CHECKED_IN.values()), re.MULTILINE))
SAME_NUMPY = {SERIES} == SERIES_OF_STUBS
"""Names, parameters and results differ from one NumPy series to another."""
OLDER_NUMPY = not SAME_NUMPY and np.lib.NumpyVersion(np.__version__) < f"{max(SERIES_OF_STUBS)}.0"
BESIDES = {"__all__", "__array_api_version__"}
"""What stubs name that `dir` does not list."""
GONE = {"in1d", "trapz"}
"""Functions that NumPy removed before the series of the stubs."""


def only_if(holds: bool) -> Any:
    """Return what takes a function for a test, or for none: on another NumPy these are no questions."""
    return (lambda test: test) if holds else lambda test: None


on_same_numpy = only_if(SAME_NUMPY)
each_stub = pytest.mark.parametrize("stub", CHECKED_IN)
X = symnp.asarray(np.arange(3.0))


@cache
def written() -> dict[str, str]:
    """Return what the generator writes, which takes seconds."""
    return stubs()


def modules_of(stub: str) -> tuple[ModuleType, ModuleType]:
    """Return symnp's module that a stub speaks of, and NumPy's of that name."""
    name = stub.removesuffix(".pyi")
    return (symnp, np) if name == "__init__" else (getattr(symnp, name), getattr(np, name))


def defined(stub: str) -> dict[str, ast.stmt]:
    """Return the public names of a checked-in stub, and the statement that gives each."""
    found: dict[str, ast.stmt] = {}
    for line in ast.parse(CHECKED_IN[stub]).body:
        if isinstance(line, ast.ImportFrom):  # Only what is imported as itself is seen from outside.
            found.update({one.asname: line for one in line.names if one.asname is not None})
        elif isinstance(line, ast.FunctionDef):
            found[line.name] = line
        elif isinstance(line, (ast.Assign, ast.AnnAssign)):
            target = line.targets[0] if isinstance(line, ast.Assign) else line.target
            found[ast.unparse(target)] = line
    return found


def functions(stub: str) -> dict[str, ast.FunctionDef]:
    return {name: line for name, line in defined(stub).items() if isinstance(line, ast.FunctionDef)}


@on_same_numpy
def test_checked_in_stubs_are_what_the_generator_writes() -> None:
    assert written() == CHECKED_IN


def test_what_another_library_puts_into_numpy_is_no_name_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dir(symnp)
    monkeypatch.setattr(np, "expm1_of_another", np.expm1, raising=False)
    assert dir(symnp) == before


@on_same_numpy
@each_stub
def test_stub_names_what_dir_lists(stub: str) -> None:
    ours, _ = modules_of(stub)
    listed = {ast.literal_eval(one) for one in defined(stub)["__all__"].value.elts}  # type: ignore[attr-defined]
    assert defined(stub).keys() - BESIDES == listed == {*dir(ours)}


@each_stub
def test_names_of_a_stub_that_this_numpy_has_are_found_and_are_what_it_says(stub: str) -> None:
    ours, theirs = modules_of(stub)
    for name, line in defined(stub).items():
        if hasattr(theirs, name) or name in ours.__dict__:
            found = getattr(ours, name)
            if isinstance(line, ast.FunctionDef):
                assert callable(found), name
                assert not isinstance(found, (type, Ufunc)), name
            elif isinstance(line, ast.AnnAssign):
                assert isinstance(found, Ufunc), name


@only_if(SAME_NUMPY or OLDER_NUMPY)  # A newer NumPy may have functions that the stubs do not know.
@each_stub
def test_functions_stand_in_the_stub(stub: str) -> None:
    ours, theirs = modules_of(stub)
    found = {name: getattr(ours, name) for name in dir(ours) if hasattr(ours, name)}
    own = {name for name, one in found.items() if inspect.isfunction(one) and one is not getattr(theirs, name, None)}
    assert own - defined(stub).keys() <= (set() if SAME_NUMPY else GONE)


@on_same_numpy
@each_stub
def test_functions_have_numpys_parameters(stub: str) -> None:
    _, theirs = modules_of(stub)
    for name, line in functions(stub).items():
        scope: dict[str, Any] = {}
        exec(f"def {name}({ast.unparse(line.args)}): ...", {"Any": Any}, scope)  # noqa: S102
        try:
            expected = inspect.signature(getattr(theirs, name)).parameters.values()
        except ValueError:
            continue
        mine = [(one.name, one.kind, one.default is one.empty) for one in signature_of(scope[name])]
        assert mine == [(one.name, one.kind, one.default is one.empty) for one in expected], name


def signature_of(function: Any) -> list[inspect.Parameter]:
    return list(inspect.signature(function).parameters.values())


def test_modules_that_find_names_at_run_time_have_stubs_and_no_others_have() -> None:
    assert {module.__name__ for module in modules()} >= {"symnp", "symnp.linalg", "symnp.fft"}
    assert {file_name(module) for module in modules()} == CHECKED_IN.keys()


@pytest.mark.parametrize(
    ("stub", "name", "given"),
    [
        ("__init__.pyi", "sum", "Array"),
        ("__init__.pyi", "zeros", "Array"),
        ("__init__.pyi", "split", "list[Array]"),
        ("__init__.pyi", "nonzero", "tuple[Array, ...]"),
        ("__init__.pyi", "shape", "tuple[int, ...]"),
        ("__init__.pyi", "allclose", "builtins.bool"),  # NumPy's bool is a name of the module.
        ("__init__.pyi", "array_repr", "str"),
        ("__init__.pyi", "copyto", "None"),
        ("__init__.pyi", "result_type", "dtype[Any]"),
        ("__init__.pyi", "where", "Any"),  # A tuple without choices, else an array.
        ("__init__.pyi", "unique_counts", "_UniqueCountsResult"),
        ("linalg.pyi", "norm", "Array"),
        ("linalg.pyi", "eigh", "_EighResult"),
        ("linalg.pyi", "svd", "Any"),
        ("fft.pyi", "fft", "Array"),
    ],
)
def test_stub_says_what_a_function_gives(stub: str, name: str, given: str) -> None:
    returns = functions(stub)[name].returns
    assert returns is not None
    assert ast.unparse(returns) == given


@pytest.mark.parametrize(
    "line",
    [
        "from symnp._namespace.verbs import compute as compute",
        "from symnp import linalg as linalg",
        "from numpy import float64 as float64",
        "from numpy import pi as pi",
        "from numpy import errstate as errstate",
        "add: Ufunc",
    ],
)
def test_stub_names_things_where_they_are_written(line: str) -> None:
    assert line in CHECKED_IN["__init__.pyi"].split("\n")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "Any"),
        ([X, X[1:].sum()], "Array"),
        ([X, np.zeros(2)], "Any"),
        ([np.zeros(2)], "Any"),
        ([(X, X), (X,), ()], "tuple[Array, ...]"),
        ([(X, [X])], "tuple[Any, ...]"),
        ([(X,), [X]], "Any"),
        ([[True], [False, True]], "list[bool]"),
        ([None, None], "None"),
        ([1, True], "Any"),
        ([np.dtype("f8"), np.dtype("i4")], "dtype[Any]"),
        ([{"a": X}], "Any"),
    ],
)
def test_annotation_is_true_of_all_values(values: list[Any], kind: str) -> None:
    assert type_of(values) == kind
    assert class_of(values) == {}


def test_named_tuple_keeps_its_fields() -> None:
    values = [symnp.unique_counts(X), symnp.unique_counts(X[1:])]
    assert type_of(values) == "_UniqueCountsResult"
    assert class_of(values) == {"values": "Array", "counts": "Array"}


@pytest.mark.parametrize(
    ("calls", "kinds"),
    [
        (["np.sum(x); 1"], ["Array", "Array"]),  # What the function gives counts, not the call's value.
        (["np.sum(np.sum(x, 0))"], ["Array"] * 4),
        (["np.sum(v, out=a0)"], []),  # An output is given back, whatever it is.
        (["np.sum(x, axis=7)"], []),
        (["np.max(x)"], []),
    ],
)
def test_calls_tell_what_a_function_gives(calls: list[str], kinds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned_module, "table", lambda: {"sum": tuple(calls)})
    assert [type_of([value]) for value in returned("sum")] == kinds


def test_functions_of_submodules_are_watched_there() -> None:
    assert type_of(returned("linalg.det")) == "Array"
    assert returned("no_such_function") == []


def made_up(a: Any, /, b: Any = 1, *args: Any, c: Any, d: Any = None, **kwargs: Any) -> None: ...


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (made_up, "a: Any, /, b: Any = ..., *args: Any, c: Any, d: Any = ..., **kwargs: Any"),
        (lambda *, a: a, "*, a: Any"),
        (lambda: None, ""),
        (np.fromstring, "*args: Any, **kwargs: Any"),  # It does not tell its parameters.
    ],
)
def test_parameters_keep_their_kinds(function: Any, expected: str) -> None:
    assert ", ".join(parameters(function)) == expected


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command line write into an empty folder, of texts that are made up."""
    monkeypatch.setattr(command_line, "FOLDER", tmp_path)
    monkeypatch.setattr(command_line, "stubs", lambda: {"__init__.pyi": "# new\n", "fft.pyi": "# same\n"})
    (tmp_path / "__init__.pyi").write_text("# old\n")
    (tmp_path / "fft.pyi").write_text("# same\n")
    (tmp_path / "random.pyi").write_text("# its names stand in the source now\n")
    return tmp_path


def test_command_line_writes_stubs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["stubs"]) == 0
    assert capsys.readouterr().out == "__init__.pyi written\nrandom.pyi removed\n"
    assert {path.name: path.read_text() for path in folder.iterdir()} == command_line.stubs()
    assert command_line.main(["stubs", "--check"]) == 0


def test_command_line_says_what_would_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["stubs", "--check"]) == 1
    assert capsys.readouterr().out == "__init__.pyi would change\nrandom.pyi would change\n"
    assert (folder / "__init__.pyi").read_text() == "# old\n"
    assert (folder / "random.pyi").exists()
