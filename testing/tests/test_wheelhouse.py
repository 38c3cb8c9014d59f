"""The wheelhouse and the run on a GPU machine: what is needed, what is missing, what a suite's end means."""

from __future__ import annotations

import importlib
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))

closure = importlib.import_module("wheels.closure")
install = importlib.import_module("gpu_run.install")
machines = importlib.import_module("wheels.machine")
measure = importlib.import_module("gpu_run.measure")
metadata = importlib.import_module("wheels.metadata")
needs = importlib.import_module("wheels.needs")
storage = importlib.import_module("gpu_run.store")

MACHINE = machines.Machine("3.12", ("linux_x86_64",), 64, {"numpy": "2.5", "toolz": ""}, {"cudf": "too large"})


def _wheel(folder: Path, name: str, version: str, *requires: str) -> metadata.Wheel:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {r}" for r in requires),
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\nThe readme.\n")
    return metadata.read_wheel(path)


class _Shelf:
    """Hands out the newest wheel that fits, as an index would, and remembers what it was asked."""

    def __init__(self, *wheels: metadata.Wheel) -> None:
        self.wheels = wheels
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> list[metadata.Wheel]:
        self.asked += texts
        return [self._newest(Requirement(text)) for text in texts]

    def _newest(self, one: Requirement) -> metadata.Wheel:
        return [w for w in self.wheels if w.name == one.name and w.version in one.specifier][-1]


def _names(wheels: list[metadata.Wheel]) -> list[tuple[str, str]]:
    return [(wheel.name, wheel.version) for wheel in wheels]


def _wanted(*texts: str) -> list[Requirement]:
    return [Requirement(text) for text in texts]


def test_the_closure_follows_what_the_machine_lacks(tmp_path: Path) -> None:
    shelf = _Shelf(
        _wheel(tmp_path, "dask", "1.0", "partd>=1", "toolz", "numpy>=2; extra == 'array'"),
        _wheel(tmp_path, "partd", "1.4", "locket"),
        _wheel(tmp_path, "locket", "1.0"),
    )
    found = closure.close(_wanted("dask[array]"), [], MACHINE, shelf)
    assert _names(found) == [("dask", "1.0"), ("locket", "1.0"), ("partd", "1.4")]
    assert shelf.asked == ["dask", "partd>=1", "locket"]


def test_markers_are_those_of_the_machine_not_ours(tmp_path: Path) -> None:
    old, new, win = "old; python_version < '3.12'", "new; python_version >= '3.12'", "win; sys_platform == 'win32'"
    shelf = _Shelf(_wheel(tmp_path, "dask", "1.0", old, new, win), _wheel(tmp_path, "new", "1.0"))
    assert _names(closure.close(_wanted("dask", win), [], MACHINE, shelf)) == [("dask", "1.0"), ("new", "1.0")]


def test_a_later_demand_replaces_an_earlier_choice(tmp_path: Path) -> None:
    shelf = _Shelf(
        _wheel(tmp_path, "zict", "1.0"), _wheel(tmp_path, "zict", "2.0", "gone"), _wheel(tmp_path, "a", "1.0", "zict<2"),
        _wheel(tmp_path, "gone", "1.0"),
    )  # fmt: skip
    assert _names(closure.close(_wanted("zict", "a"), [], MACHINE, shelf)) == [("a", "1.0"), ("zict", "1.0")]


def test_our_own_packages_are_never_looked_up(tmp_path: Path) -> None:
    ours = [_wheel(tmp_path, "ours", "0.1", "other-of-ours", "zict"), _wheel(tmp_path, "other-of-ours", "0.1")]
    shelf = _Shelf(_wheel(tmp_path, "zict", "1.0"))
    assert _names(closure.close([], ours, MACHINE, shelf)) == [("zict", "1.0")]
    assert shelf.asked == ["zict"]


def test_demands_that_never_meet_are_named(tmp_path: Path) -> None:
    stubborn = _wheel(tmp_path, "zict", "1.0")
    with pytest.raises(ValueError, match="no set of versions satisfies everything; still open: zict"):
        closure.close(_wanted("zict>=2"), [], MACHINE, lambda _: [stubborn])


def test_what_is_held_in_a_version_that_does_not_fit_is_an_error() -> None:
    assert MACHINE.covers(Requirement("numpy>=2.1"))
    assert MACHINE.covers(Requirement("NumPy"))
    assert MACHINE.covers(Requirement("toolz>=99"))
    assert MACHINE.covers(Requirement("cudf"))
    assert not MACHINE.covers(Requirement("dask"))
    with pytest.raises(ValueError, match=r"holds numpy 2\.5, but numpy<2\.5 is wanted"):
        MACHINE.covers(Requirement("numpy<2.5"))


def test_the_checked_in_machine_is_read() -> None:
    machine = machines.read_machine(ROOT / ".ci" / "gpu-machine.toml")
    assert (machine.python, machine.environment()["python_version"]) == ("3.12", "3.12")
    assert machine.covers(Requirement("numpy>=2.1"))
    assert not machine.covers(Requirement("distributed"))
    assert machines.read_machine(ROOT / ".ci" / "gpu-machine.toml", "3.11").python == "3.11"


def test_this_checkouts_needs_name_no_package_of_ours() -> None:
    projects = needs.read_projects(ROOT)
    own = needs.own_folders(projects)
    assert {"symnp", "monorepo-testing"} <= set(own)
    names = {one.name for one in needs.foreign(projects)}
    assert {"numpy", "pytest", "distributed"} <= names
    assert not names & set(own)


def test_extras_and_included_groups_are_needs() -> None:
    project = {
        "project": {"dependencies": ["a"], "optional-dependencies": {"gpu": ["b>=1"]}},
        "dependency-groups": {"test": ["c", {"include-group": "more"}], "more": ["d"], "demo": ["never"]},
    }
    assert [one.name for one in needs.declared(project)] == ["a", "b", "c", "d"]


def test_a_wheel_is_read_and_recorded(tmp_path: Path) -> None:
    wheel = _wheel(tmp_path, "Some_Name", "1.0", "a", "b; extra == 'x'")
    assert (wheel.name, wheel.version) == ("some-name", "1.0")
    assert [one.name for one in wheel.wants(frozenset(), MACHINE.environment())] == ["a"]
    assert [one.name for one in wheel.wants(frozenset({"x"}), MACHINE.environment())] == ["a", "b"]
    record = wheel.record()
    assert (record["file"], len(str(record["sha256"]))) == ("Some_Name-1.0-py3-none-any.whl", 64)
    assert record["bytes"] == wheel.path.stat().st_size


@pytest.fixture
def wheelhouse(tmp_path: Path) -> Path:
    wheels = [_wheel(tmp_path, "zict", "1.0"), _wheel(tmp_path, "partd", "1.4")]
    python = ".".join(map(str, sys.version_info[:2]))
    manifest = {"python": python, "wheels": [wheel.record() for wheel in wheels]}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return tmp_path


def test_a_whole_wheelhouse_has_no_faults(wheelhouse: Path) -> None:
    assert install.wheel_faults(wheelhouse, install.read_manifest(wheelhouse)) == []


def test_a_deleted_and_a_damaged_wheel_are_named(wheelhouse: Path) -> None:
    (wheelhouse / "zict-1.0-py3-none-any.whl").unlink()
    (wheelhouse / "partd-1.4-py3-none-any.whl").write_bytes(b"half of it")
    missing, damaged = install.wheel_faults(wheelhouse, install.read_manifest(wheelhouse))
    assert missing == "missing wheel: zict 1.0 (zict-1.0-py3-none-any.whl)"
    assert damaged == "damaged wheel: partd 1.4 (partd-1.4-py3-none-any.whl)"


def test_wheels_for_another_python_are_refused(wheelhouse: Path) -> None:
    faults = install.wheel_faults(wheelhouse, install.read_manifest(wheelhouse) | {"python": "2.7"})
    assert faults == [f"the wheels are for Python 2.7, this is {'.'.join(map(str, sys.version_info[:2]))}"]


def test_an_absent_wheelhouse_is_told_how_to_fill(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"python \.ci/wheelhouse\.py"):
        install.read_manifest(tmp_path)


def _project(*dependencies: str) -> dict[str, object]:
    return {"project": {"name": "ours", "dependencies": list(dependencies)}, "folder": Path("ours")}


def test_what_is_not_installed_is_named_with_who_needs_it() -> None:
    faults = install.dependency_faults([_project("no-such-thing>=1", "pytest<1", "pytest", "cudf")], MACHINE, set())
    assert faults[0] == "missing dependency: ours needs no-such-thing>=1, which is not installed"
    assert faults[1].startswith("wrong version: ours needs pytest<1, installed is ")
    assert len(faults) == 2


def _installed(folder: Path, name: str, *requires: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {r}" for r in requires)]
    (info / "METADATA").write_text("\n".join(lines) + "\n", "utf-8")


def test_what_was_brought_is_followed_and_what_is_held_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(tmp_path, "brought", "held", "lacking; extra == 'x'")
    _installed(tmp_path, "held", "system-library")
    monkeypatch.syspath_prepend(tmp_path)
    faults = install.dependency_faults([_project("brought[x]")], MACHINE, {"brought"})
    assert faults == ['missing dependency: brought needs lacking; extra == "x", which is not installed']


def test_a_wheel_of_older_sources_is_stale(tmp_path: Path) -> None:
    source, target = tmp_path / "package" / "src" / "module", tmp_path / "target" / "module"
    source.mkdir(parents=True)
    target.mkdir(parents=True)
    for folder in (source, target):
        (folder / "__init__.py").write_text("1\n", "utf-8")
    assert install.stale_faults({"p": tmp_path / "package"}, target.parent) == []
    (source / "new.py").write_text("2\n", "utf-8")
    (fault,) = install.stale_faults({"p": tmp_path / "package"}, target.parent)
    assert fault == "stale wheel: p is not this checkout's src/module/new.py: fill the wheelhouse again"


SUITES = {
    "passing": "@pytest.mark.gpu\ndef test_one(): pass\n",
    "failing": "@pytest.mark.gpu\ndef test_one(): assert False\n",
    "skipping": "@pytest.mark.gpu\ndef test_one(): pytest.skip('no second GPU')\n",
    "other": "def test_one(): pass\n",
}


def _suite(folder: Path, name: str) -> dict[str, Path]:
    (folder / "test_it.py").write_text(f"import pytest\n{SUITES[name]}", "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = gpu: needs a GPU\n", "utf-8")
    return {name: folder}


def _run(tmp_path: Path, name: str, **options: bool) -> measure.Outcome:
    folder = tmp_path / "suite"
    folder.mkdir()
    return measure.run_tests(
        _suite(folder, name), tmp_path / "reports", dict(os.environ), dry=options.get("dry", False)
    )


def test_passed_tests_are_counted(tmp_path: Path) -> None:
    outcome = _run(tmp_path, "passing")
    assert outcome.figures == {"passing": {"passed": 1, "failed": 0, "skipped": 0}}
    assert outcome.faults == []


def test_a_failed_test_is_a_fault(tmp_path: Path) -> None:
    outcome = _run(tmp_path, "failing")
    assert outcome.figures["failing"]["failed"] == 1
    assert outcome.faults == ["failing: pytest -m gpu ended with 1"]


def test_a_skip_that_no_list_expects_is_a_fault(tmp_path: Path) -> None:
    (fault,) = _run(tmp_path, "skipping").faults
    assert "was skipped, which no list expects" in fault
    assert "no second GPU" in fault


def test_no_gpu_tests_are_said_and_are_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = _run(tmp_path, "other")
    assert outcome.figures == {"other": "no tests marked gpu"}
    assert outcome.faults == []
    assert "NOTE other has no tests marked gpu" in capsys.readouterr().out


def test_a_dry_run_only_collects(tmp_path: Path) -> None:
    assert _run(tmp_path, "failing", dry=True).figures == {"failing": "collected"}


PAIRED = "import sys, pathlib\nif 'good' in sys.argv[1]: pathlib.Path(sys.argv[3]).write_text('{\"seconds\": 1}')\n"


def test_a_benchmark_without_a_result_is_a_fault(tmp_path: Path) -> None:
    kit, claims = tmp_path / "monorepo_testing", tmp_path / "benchmarks"
    kit.mkdir()
    claims.mkdir()
    (kit / "__init__.py").touch()  # Or else it is no match for the real package.
    (kit / "paired.py").write_text(PAIRED, "utf-8")
    for name in ("gpu_good.py", "gpu_bad.py", "cpu.py"):
        (claims / name).touch()
    outcome = measure.run_benchmarks(claims, tmp_path, {"PYTHONPATH": str(tmp_path)}, dry=False)
    assert outcome.figures == {"gpu_good": {"seconds": 1}}
    assert outcome.faults == ["benchmark gpu_bad.py ended with 0 and left no result"]


def _results(path: Path, **changes: object) -> Path:
    results = {
        "dry_run": False,
        "device": {"cupy": "a GPU"},
        "faults": [],
        "tests": {},
        "benchmarks": {"gpu_a": {"s": 1}},
    }
    path.write_text(json.dumps(results | changes), "utf-8")
    return path


def test_results_are_split_between_benchmarks_and_the_page(tmp_path: Path) -> None:
    assert storage.store(_results(tmp_path / "gpu.json"), tmp_path) == 0
    assert json.loads((tmp_path / "benchmarks" / "results" / "gpu_a.json").read_text("utf-8")) == {"s": 1}
    assert "benchmarks" not in json.loads((tmp_path / "docs" / "gpu-results.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"dry_run": True}, "made without a GPU"),
        ({"device": None}, "made without a GPU"),
        ({"faults": ["a: pytest -m gpu ended with 1"]}, "of a run that failed: a: pytest"),
    ],
)
def test_what_was_not_measured_is_not_stored(tmp_path: Path, changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(SystemExit, match=complaint):
        storage.store(_results(tmp_path / "gpu.json", **changes), tmp_path)
    assert not (tmp_path / "docs").exists()
