"""The benchmark of dask-linalg: ratios that find wrong results, a session that leaves nothing out in silence, the verdict."""

from __future__ import annotations

import importlib
import json
import re
import sys

import numpy as np
import pytest
import scipy.linalg
from scripts import ROOT

from monorepo_testing.paired import (
    ClaimError,
    ContenderCrashedError,
    ContenderHungError,
    GarbageOutputError,
    WrongResultError,
)
from monorepo_testing.paired.target import load_file

sys.path.append(str(ROOT / "benchmarks"))  # Last: a benchmark there has the name of a package.
from _dask_linalg import cases, matrices, page, residuals, run, scalapack, session, verdict
from _dask_linalg.operations import OPERATIONS
from _dask_linalg.request import Request, measures
from _dask_linalg.server import Server, python_command

SQUARE, TALL = (60, 60), (400, 12)
SHAPES = {"gels": TALL, "svd": TALL}


def _scipys(operation):
    """Return the input of a small case, and SciPy's result."""
    inputs = operation.inputs(*SHAPES.get(operation.name, SQUARE))
    variant = operation.variants("scipy", *SQUARE)[0]
    result = operation.ways["scipy"].prepare(variant, *inputs)()
    return inputs, result if isinstance(result, tuple) else (result,)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_scipys_result_passes_lapacks_ratio(operation):
    inputs, result = _scipys(operation)
    assert 0 < operation.ratio(*inputs, *result) < residuals.PASSES


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_every_part_of_a_result_is_looked_at(operation):
    inputs, result = _scipys(operation)
    for index, part in enumerate(result):
        wrong = np.array(part)
        if wrong.dtype.kind == "i":
            wrong[[0, 1]] = wrong[[1, 0]] if wrong[0] != wrong[1] else len(wrong) - 1
        else:
            wrong.flat[0] += 1e-9 * max(1.0, abs(wrong.flat[0]))
        spoilt = (*result[:index], wrong, *result[index + 1 :])
        assert not operation.ratio(*inputs, *spoilt) < residuals.PASSES, f"part {index}"


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_a_nan_never_passes(operation):
    inputs, result = _scipys(operation)
    first = np.array(result[0])
    first.flat[-1] = np.nan
    assert not operation.ratio(*inputs, first, *result[1:]) < residuals.PASSES


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=list(OPERATIONS))
def test_a_result_of_another_shape_is_refused(operation):
    inputs, result = _scipys(operation)
    with pytest.raises(ValueError, match="is wanted"):
        operation.ratio(*inputs, np.asarray(result[0])[:-1], *result[1:])


def test_factors_that_are_written_out_are_held_against_the_matrix_too():
    (a,) = OPERATIONS["getrf"].inputs(30, 30)
    p, lower, upper = scipy.linalg.lu(a)
    assert OPERATIONS["getrf"].ratio(a, p, lower, upper) < residuals.PASSES
    assert OPERATIONS["getrf"].ratio(a, p.T, lower, upper) > residuals.PASSES


@pytest.mark.parametrize("spoil", [lambda x: x[::-1], lambda x: -x])
def test_values_out_of_order_are_wrong(spoil):
    a = matrices.matrix(matrices.SYMMETRIC, 1, 20, 20)
    w, v = np.linalg.eigh(a)
    assert not residuals.eigen(a, w[::-1], v[:, ::-1]) < residuals.PASSES
    u, s, vh = np.linalg.svd(a)
    assert not residuals.svd(a, u, spoil(s), vh) < residuals.PASSES


def test_the_estimate_bounds_the_norm_that_lapack_takes():
    (a,) = OPERATIONS["potrf"].inputs(200, 200)
    factor = np.linalg.cholesky(a)
    exact = np.abs(a - factor @ factor.T).sum(axis=1).max() / (200 * np.abs(a).sum(axis=1).max() * residuals.EPSILON)
    assert exact < residuals.cholesky(a, factor) < 1


def test_the_matrices_are_what_they_are_called():
    a = matrices.matrix(matrices.POSITIVE, 1, 90, 90)
    assert np.linalg.eigvalsh(a).min() > 1
    assert set(matrices.signs(50).reshape(-1)) == {-1.0, 1.0}
    general = matrices.matrix(matrices.GENERAL, 1, 300, 300)
    assert abs(general.mean()) < 0.01
    assert np.abs(general).max() <= 0.5
    # More rows than are made at once.
    np.testing.assert_array_equal(matrices.matrix(matrices.GENERAL, 1, 5000, 10)[:50], general[:50, :10])


def test_a_request_is_read_as_it_is_written():
    request = Request("potrf", 10, 10, "64/1x2", 3)
    assert str(request) == "potrf 10 10 64/1x2 3"
    assert Request.parse(f"{request}\n") == request
    with pytest.raises(ValueError, match="unpack"):
        Request.parse("potrf 10")


@pytest.mark.parametrize(
    "answer", [{}, {"seconds": [1.0]}, {"seconds": [0], "cpu_seconds": [0], "extra_bytes": [0], "residual": [1]}]
)
def test_an_answer_that_lacks_something_is_refused(answer):
    with pytest.raises(GarbageOutputError, match="want"):
        measures(answer, Request("potrf", 10, 10, "x"))


# Rivals as processes.


def _script(text):
    return [sys.executable, "-c", text]


@pytest.mark.parametrize(
    ("text", "error", "match"),
    [
        ("raise SystemExit('broken')", ContenderCrashedError, "(?s)'rival'.*broken"),
        ("input(); print('no json', flush=True)", GarbageOutputError, "'no json' is no JSON"),
        ("input(); print('[]', flush=True)", GarbageOutputError, "no JSON object"),
        ('input(); print(\'{"error": "not today"}\', flush=True)', ContenderCrashedError, "not today"),
        ("input(); import time; time.sleep(60)", ContenderHungError, "no answer within"),
    ],
)
def test_a_rival_that_does_not_answer_well_is_named(text, error, match):
    with Server("rival", _script(text), {}, timeout=2) as server, pytest.raises(error, match=match):
        server.ask("potrf 10 10 x 1")


def test_a_rival_answers_line_after_line_with_its_own_environment():
    echo = "import os, sys\nfor line in sys.stdin: print('{\"got\": \"%s\"}' % (line.strip() + os.environ['WHAT']), flush=True)"
    with Server("echo", _script(echo), {"WHAT": "!"}) as server:
        assert [server.ask(word)["got"] for word in ("a", "b")] == ["a!", "b!"]
    assert server.status == 0


def test_the_worker_answers_for_a_library_and_says_what_it_cannot():
    with Server("scipy", python_command("scipy"), {}) as server:
        request = Request("gesv", 40, 40, "numpy/C", 2)
        assert all(one["residual"] < residuals.PASSES for one in measures(server.ask(request), request))
        with pytest.raises(ContenderCrashedError, match="KeyError"):
            server.ask("nothing 40 40 numpy/C 1")
        assert server.ask("rate 64")["gflops"] > 0
        assert "numpy" in server.ask("facts")["versions"]


class FakeServer:
    """Answers at once, with the time, the bytes and the ratio that it is told."""

    def __init__(self, seconds=1.0, residual=1.0):
        self.seconds, self.residual, self.asked = seconds, residual, []

    def ask(self, line):
        request = Request.parse(str(line))
        self.asked.append(str(line))
        seconds = self.seconds if isinstance(self.seconds, float) else self.seconds.get(request.variant, 9.0)
        columns = {"seconds": seconds, "cpu_seconds": seconds, "extra_bytes": 80, "residual": self.residual}
        return {name: [value] * request.timings for name, value in columns.items()}


def _session(reasons=None, **servers):
    named = {name.replace("_", "-"): server for name, server in servers.items()}
    return session.Session(named, reasons or {}, lambda _: None), {name: {} for name in named}


def _rivals(**changed):
    return {
        "scipy": FakeServer(),
        "scalapack": FakeServer(),
        "dask_array": FakeServer(),
        "dask_linalg": FakeServer(),
    } | changed


def test_the_quickest_way_of_each_takes_part_in_turn():
    rivals = _rivals(scalapack=FakeServer({"64/2x1": 0.8}))
    held, facts = _session(**rivals)
    case = cases.Case("potrf", 1024, 1024, rounds=2, timings=3)
    stored = held.case(case, facts)
    assert stored["variants"]["scalapack"] == "64/2x1"
    assert stored["tried"]["scalapack"]["32/1x2"] == 9.0
    assert rivals["scalapack"].asked[-2:] == ["potrf 1024 1024 64/2x1 3"] * 2
    assert stored["ratios"]["dask-linalg_vs_scalapack"]["median"] == pytest.approx(1 / 0.8)
    assert stored["contenders"]["scipy"]["samples"][1]["timings"] == [1.0] * 3
    assert stored["flops"] == 1024**3 / 3
    assert len(held.errors) == sum(int(line.rpartition(" ")[2]) for one in rivals.values() for line in one.asked)


def test_of_a_large_matrix_only_the_two_ways_are_tried_that_were_quickest_before():
    rivals = _rivals(dask_linalg=FakeServer({"512": 1.0, "1024": 2.0, "256": 3.0}))
    held, facts = _session(**rivals)
    held.case(cases.Case("potrf", 4096, 4096, rounds=1), facts)
    stored = held.case(cases.Case("potrf", 8192, 8192, rounds=1), facts)
    assert set(stored["tried"]["dask-linalg"]) == {"512", "1024"}


@pytest.mark.parametrize("name", ["scipy", "scalapack", "dask_linalg"])
def test_a_wrong_result_ends_the_run(name):
    held, facts = _session(**_rivals(**{name: FakeServer(residual=31.0)}))
    with pytest.raises(WrongResultError, match=name.replace("_", "-")):
        held.case(cases.Case("potrf", 64, 64), facts)


@pytest.mark.parametrize("residual", [31.0, None])
def test_dasks_own_function_is_left_out_for_a_wrong_result_and_it_is_said(residual):
    held, facts = _session(**_rivals(dask_array=FakeServer(residual=residual)))
    stored = held.case(cases.Case("potrf", 64, 64), facts)
    assert "dask-array" not in stored["contenders"]
    assert stored["absent"]["dask-array"].startswith("its result is wrong")


def test_who_is_absent_is_told_with_the_reason():
    rivals = _rivals()
    del rivals["scalapack"]
    held, facts = _session({"scalapack": "there is no mpicc here"}, **rivals)
    assert held.case(cases.Case("potrf", 64, 64), facts)["absent"] == {"scalapack": "there is no mpicc here"}
    assert held.case(cases.Case("eigh", 64, 64), facts)["absent"]["dask-array"] == "Dask has no eigenvalues"


def test_a_contender_without_a_server_and_without_a_reason_is_an_error():
    rivals = _rivals()
    del rivals["dask_linalg"]
    held, facts = _session(**rivals)
    with pytest.raises(KeyError, match="dask-linalg"):
        held.case(cases.Case("potrf", 64, 64), facts)


def test_tiles_are_told_beside_scipy():
    held, _ = _session(**_rivals(dask_linalg=FakeServer({"128": 3.0, "512": 2.0})))
    told = held.tiles(cases.Tiles("potrf", 2048, (128, 512), rounds=2))
    assert {name: one["samples"] for name, one in told.items()} == {
        "scipy": [1.0, 1.0], "128": [3.0, 3.0], "512": [2.0, 2.0],
    }  # fmt: skip


def test_every_operation_and_every_target_is_in_the_programme():
    names = {case.name for case in cases.FULL.cases}
    assert {*verdict.TIMES, *verdict.SHARES, *verdict.MEMORIES} <= names
    for programme in (cases.FULL, cases.QUICK):
        assert {case.operation for case in programme.cases} == set(OPERATIONS)
        for case in programme.cases:
            operation = OPERATIONS[case.operation]
            for name in session.CONTENDERS:
                assert operation.variants(name, case.m, case.n) or operation.absent[name]
    assert all(case.rounds >= 5 for case in cases.FULL.cases if case.n < cases.LARGE)


def test_a_part_of_the_programme_is_chosen_by_name():
    assert [case.name for case in run.only(cases.QUICK, ["svd-2000x20"]).cases] == ["svd-2000x20"]
    assert run.only(cases.QUICK, []) == cases.QUICK
    with pytest.raises(ClaimError, match="no cases"):
        run.only(cases.QUICK, ["nothing"])


def test_a_machine_without_the_toolchain_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert scalapack.missing(tmp_path).startswith(
        "there is no mpicc and no mpirun here; `sudo python3 .ci/toolchains.py"
    )
    for name in ("mpicc", "mpirun"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'cannot find -lscalapack-openmpi' >&2; exit 1\n")
        (tmp_path / name).chmod(0o755)
    assert "(cannot find -lscalapack-openmpi)" in scalapack.missing(tmp_path)
    with pytest.raises(ContenderCrashedError, match="was not built"):
        scalapack.build(tmp_path)
    monkeypatch.setenv("REQUIRE_TOOLCHAINS", "1")
    with pytest.raises(ContenderCrashedError, match="cannot link"), run.rivals(lambda _: None):
        pass


@pytest.mark.parametrize(("own", "numpys"), [(79.0, 100.0), (float("nan"), 100.0)])
def test_a_slow_blas_under_scalapack_is_refused(own, numpys):
    with pytest.raises(scalapack.SlowBLASError, match="libblas"):
        scalapack.demand_fast_blas(own, numpys, {"dgemm": "libblas.so.3"})
    scalapack.demand_fast_blas(80.0, 100.0, {})


# The verdict.


def _size(name, seconds, *, extra=1.0, m=None, **others):
    operation, _, shape = name.partition("-")
    rows, _, columns = shape.partition("x")
    m, n = int(rows), int(columns or rows)
    taken = {"dask-linalg": seconds, **{other.replace("_", "-"): value for other, value in others.items()}}
    contenders = {
        who: {"seconds": {"min": value, "median": value, "max": value}, "extra_bytes": {"median": extra * 8 * m * n}}
        for who, value in taken.items()
    }
    ratios = {f"{a}_vs_{b}": {"median": taken[a] / taken[b]} for a in taken for b in taken if a != b}
    flops = OPERATIONS[operation].flops(m, n)
    return {"operation": operation, "m": m, "n": n, "flops": flops, "contenders": contenders, "ratios": ratios}


def _run(factor=1.0, *, rate=100e9, extra=1.0):
    """Return a run that reaches every goal, or misses all by a factor."""
    sizes = {"gemm-4096": _size("gemm-4096", factor * 2 * 4096**3 / rate, scipy=2 * 4096**3 / rate, dask_array=9.0)}
    for name, one in verdict.TIMES.items():
        if name not in sizes:
            most = (
                OPERATIONS[name.partition("-")[0]].flops(8192, 8192) / (0.8 * rate) if name in verdict.SHARES else 1.0
            )
            sizes[name] = _size(name, factor * most, extra=extra, scipy=most / one.goal, dask_array=9.0)
    return {"sizes": sizes, "machine": {"load_before": [0.1, 0.1, 0.1]}}


def test_a_run_that_reaches_every_goal_is_good():
    text, good = verdict.report(_run(0.999, extra=2.0))
    assert good
    assert "MISSED" not in text
    count = len(verdict.TIMES) + len(verdict.SHARES) + len(verdict.MEMORIES) + len(verdict.TIMES)
    assert f"{count} of {count} floors kept, {count} goals reached." in text


def test_between_floor_and_goal_is_good_and_no_goal():
    run = _run(0.999)
    run["sizes"]["potrf-4096"] = _size("potrf-4096", 0.95, scipy=1.0)
    (found,) = [one for one in verdict.findings(run) if one.case == "potrf-4096" and one.limit.floor == 1.0]
    assert (found.outcome, found.measured, found.best) == ("floor", 0.95, 0.95)
    assert verdict.report(run)[1]


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"qr-2048": _size("qr-2048", 0.71, scipy=1.0)}, "qr-2048 *time over SciPy's: 0.710"),
        ({"getrf-8192": _size("getrf-8192", 60.0, scipy=60.0)}, "getrf-8192 *share of the limit set by products: 0.0"),
        ({"gesv-4096": _size("gesv-4096", 1.0, scipy=1.0, dask_array=0.9)}, "gesv-4096 *time over that of dask.array"),
        ({"potrf-4096": _size("potrf-4096", 0.5, scipy=1.0, extra=2.1)}, "potrf-4096 *peak memory in matrices: 3.100"),
    ],
)
def test_what_misses_its_floor_is_named(change, missed):
    run = _run(0.999)
    run["sizes"] |= change
    text, good = verdict.report(run)
    assert not good
    lines = [line for line in text.splitlines() if line.startswith("MISSED")]
    assert len(lines) == 1
    assert re.search(missed, lines[0])


def test_what_was_not_measured_is_not_kept():
    run = _run(0.999)
    del run["sizes"]["svd-200000x200"]
    text, good = verdict.report(run)
    assert not good
    assert "not measured  svd-200000x200" in text
    assert verdict.report(None) == ("There is no stored run: nothing was measured.", False)


def test_without_a_stored_run_the_page_says_so(tmp_path):
    assert page.page(None, tmp_path).startswith("**Not measured.** The command that measures it: `python3 dev.py nox")
    assert not list(tmp_path.iterdir())


def test_a_benchmark_with_a_page_of_its_own_draws_it_for_the_package_of_its_name(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    drawn = importlib.import_module("generate.drawn")
    room = tmp_path / "benchmarks" / "_some_pack"
    room.mkdir(parents=True)
    (room / "page.py").write_text("def page(run, into): return f'{run} {into.name}'\n")
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert drawn.drawn_parts(tmp_path, tmp_path / "pages") == {"benchmark-some_pack": "None some-pack"}


def test_the_verdict_of_a_file_without_a_run_fails(tmp_path, capsys):
    script = load_file(ROOT / "benchmarks" / "_dask_linalg_verdict.py")
    assert script.main([str(tmp_path / "none.json")]) == 1
    assert "nothing was measured" in capsys.readouterr().out


def test_a_quick_run_that_fails_leaves_the_stored_run_as_it_was(tmp_path, monkeypatch, capsys):
    script = load_file(ROOT / "benchmarks" / "dask_linalg.py")
    out = tmp_path / "run.json"
    out.write_text(json.dumps({"old": True}))
    assert script.main(["--quick", "--case", "nothing", "--out", str(out)]) == 1
    assert json.loads(out.read_text()) == {"old": True}
    assert "there are no cases ['nothing']" in capsys.readouterr().err
