"""The benchmark of dask-linalg runs from end to end on small matrices, and its run can be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from monorepo_testing.paired import read, table

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.timeout(300)
def test_a_quick_run_is_right_throughout_and_leaves_nothing_out_without_a_reason(tmp_path):
    out = tmp_path / "run.json"
    done = subprocess.run(
        [sys.executable, "-P", str(ROOT / "benchmarks" / "dask_linalg.py"), "--quick", "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    run = read(out)
    assert table(run) in done.stdout
    for size in run["sizes"].values():
        assert {"scipy", "dask-linalg"} <= set(size["contenders"])
        assert {*size["contenders"], *size.get("absent", {})} == {"scipy", "scalapack", "dask-array", "dask-linalg"}
    assert run["oracle"]["checked"] == run["oracle"]["passed"] > 100
