"""The driver of ScaLAPACK: it builds, its results are right by its own measure and by ours, and it waits without work."""

from __future__ import annotations

import os
import sys
import time

import numpy as np
import pytest
from scripts import ROOT

from monorepo_testing.paired import ContenderCrashedError

sys.path.append(str(ROOT / "benchmarks"))  # Last: a benchmark there has the name of a package.
from _dask_linalg import matrices, scalapack
from _dask_linalg.operations import OPERATIONS
from _dask_linalg.request import Request, measures
from _dask_linalg.residuals import PASSES
from _dask_linalg.server import Server

pytestmark = pytest.mark.toolchain

TALL = {"gels": (500, 40), "svd": (500, 40)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scalapack")
    reason = scalapack.missing(folder)
    if reason and os.environ.get("REQUIRE_TOOLCHAINS") != "1":
        pytest.skip(reason)
    assert not reason
    return folder


@pytest.fixture(scope="module")
def driver(folder):
    with Server("scalapack", scalapack.command(scalapack.build(folder)), {"OPENBLAS_NUM_THREADS": "1"}, 60) as server:
        yield server


@pytest.mark.parametrize("grid", ["1x2", "2x1"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_is_right_by_lapacks_ratio(driver, operation, grid):
    m, n = TALL.get(operation, (150, 150))
    request = Request(operation, m, n, f"32/{grid}", 2)
    timings = measures(driver.ask(request), request)
    assert len(timings) == 2
    assert all(0 < one["residual"] < PASSES for one in timings)


@pytest.mark.parametrize("operation", ["qr", "gels", "svd"])
def test_a_tall_matrix_and_blocks_that_do_not_divide_it_are_right(driver, operation):
    request = Request(operation, 1003, 37, "10/2x1")
    (timing,) = measures(driver.ask(request), request)
    assert 0 < timing["residual"] < PASSES


@pytest.mark.parametrize("kind", [matrices.GENERAL, matrices.SYMMETRIC, matrices.POSITIVE, matrices.SIGNS])
def test_c_and_python_make_the_same_numbers(driver, kind):
    entries = np.array(driver.ask(f"entries {kind} 3 9 9")["entries"])
    np.testing.assert_array_equal(entries, matrices.matrix(kind, 3, 9, 9))


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "potrf 10 10 4/1x2",
        "potrf 10 10 4/1x2 1 more",
        "potrf 10 10 4/2x2 1",
        "potrf 10 10 0/1x2 1",
        "potrf 4 10 4/1x2 1",
        "potrf 10 10 4/1x2 65",
        "nothing 10 10 4/1x2 1",
    ],
)
def test_what_it_cannot_do_it_says_and_goes_on(driver, line):
    with pytest.raises(ContenderCrashedError, match="want"):
        driver.ask(line)
    assert driver.ask("entries 0 1 1 1")["entries"]


def test_its_blas_is_openblas_on_one_thread_and_fast(driver):
    said = driver.ask("facts")
    assert "openblas" in said["dgemm"]
    assert "openblas" in said["dpotrf"]
    assert said["blas_threads"] == 1
    # The reference BLAS stays below two on each process, whatever else runs here.
    assert driver.ask("rate 500")["gflops"] > 6


def test_its_processes_sleep_while_nobody_asks(driver):
    before = driver.ask("facts")["cpu_seconds"]
    time.sleep(0.5)
    assert driver.ask("facts")["cpu_seconds"] - before < 0.2


def test_the_stored_run_is_told_what_it_is_made_of(driver, folder):
    facts = scalapack.facts(folder / "driver", driver.ask("facts"), folder)
    assert all(number[0].isdigit() for number in facts["versions"].values())
    assert any("libopenblas" in line for line in facts["ldd"])
    assert str(folder) not in str(facts)
    assert "gcc" in facts["compiler"]


def test_it_ends_by_itself_when_its_input_is_closed(folder):
    server = Server("scalapack", scalapack.command(scalapack.build(folder)), {"OPENBLAS_NUM_THREADS": "1"}, 60)
    assert server.ask("entries 0 1 1 1")["entries"]
    start = time.monotonic()
    server.close()
    assert time.monotonic() - start < 10  # Later it would have been ended by a signal.
    assert server.status == 0
