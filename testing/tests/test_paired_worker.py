from __future__ import annotations

import json

import numpy as np
import pytest

from monorepo_testing.paired import worker

FUNCTIONS = """
import os
import sys
import time
import numpy as np

CALLS = []

def setup(size): return np.arange(float(size))
def double(x):
    CALLS.append("double")
    return x * 2
def spoil(x):
    x *= 2
    return x
def wrong(x): return x * 2 + (x == 3)
def expected(x): return x * 2
def residual(x, result): return float(np.abs(result - 2 * x).max())
def as_list(x): return x.tolist()
def double_list(x): return [2 * v for v in x]
def to_array(x): return np.array(x)
def compiled(x):
    CALLS.append("compiled")
    time.sleep(0.05)
    return [x, np.ones(2**22)]
def double_one(held): return held[0] * 2
def slow_at_first(x):
    CALLS.append("slow")
    time.sleep(0.3 if len(CALLS) == 1 else 0)
    return x * 2
def synchronise(): CALLS.append("synchronise")
def no_memory(x): raise MemoryError("no room")
def crash(x): raise LookupError("lost")
def large(x): return np.ones(2**23)
def allocate_in_setup(size):
    block = np.ones(2**24)
    return block[:size] * 0 + np.arange(float(size))
def allocate(x):
    block = np.ones(2**23)
    return x * 2 * block[0]
"""


@pytest.fixture
def job(tmp_path):
    path = tmp_path / "functions.py"
    path.write_text(FUNCTIONS)

    def make(call="double", **changes):
        names = {"setup": "setup", "oracle": "expected", "call": call, **changes}
        targets = {"setup", "oracle", "call", "check", "prepare", "compile", "fetch", "synchronise"}
        texts = {
            key: f"{path}:{value}" if key in targets else value for key, value in names.items() if value is not None
        }
        return {
            "mode": "time",
            "size": 5,
            "tolerance": 0.0,
            "warmup": 1,
            "repeat": 2,
            "timings": 1,
            "here": str(tmp_path),
            **texts,
        }

    return make


def calls(job):
    return worker.load_target(job["call"]).__globals__["CALLS"]


def test_a_right_result_is_timed_measured_and_passed(job):
    answer = worker.answer(job())
    assert answer["status"] == "ok"
    assert answer["seconds"] > 0
    assert answer["cpu_seconds"] >= 0
    assert answer["extra_bytes"] >= 0
    assert answer["peak_bytes"] >= answer["before_bytes"] > 2**20
    assert answer["verdict"] == {"passed": True, "error": 0.0, "text": ""}
    assert answer["versions"]["numpy"] == np.__version__
    json.dumps(answer)


def test_warm_up_repeats_and_waiting_for_the_device_come_in_this_order(job):
    given = job(synchronise="synchronise", warmup=2, repeat=3)
    calls(given).clear()
    worker.answer(given)
    assert calls(given) == ["double"] * 2 + ["synchronise"] + ["double"] * 3 + ["synchronise"]


def test_what_is_compiled_once_is_called_with_and_its_cost_told_by_itself(job):
    given = job("double_one", compile="compiled")
    calls(given).clear()
    answer = worker.answer(given)
    assert answer["verdict"]["passed"]
    assert calls(given) == ["compiled"]
    assert answer["compile_seconds"] >= 0.05 > answer["seconds"]
    assert answer["held_bytes"] >= 30 * 2**20 > answer["extra_bytes"]
    assert "compile_seconds" not in worker.answer(job())


def test_of_several_timings_the_shortest_stands(job):
    given = job("slow_at_first", warmup=0, repeat=1, timings=3)
    calls(given).clear()
    assert worker.answer(given)["seconds"] < 0.3
    assert calls(given) == ["slow"] * 3


def test_a_wrong_result_is_not_passed(job):
    verdict = worker.answer(job("wrong"))["verdict"]
    assert not verdict["passed"]
    assert "at (3,): actual np.float64(7.0)" in verdict["text"]


def test_a_contender_that_spoils_its_input_is_held_against_a_fresh_one(job):
    assert worker.answer(job("spoil", warmup=0, repeat=1))["verdict"]["passed"]
    assert not worker.answer(job("spoil", warmup=0, repeat=2))["verdict"]["passed"]


def test_a_contender_may_have_its_own_form_of_input_and_result(job):
    assert worker.answer(job("double_list", prepare="as_list", fetch="to_array"))["verdict"]["passed"]


def test_a_check_measures_the_error_in_place_of_an_oracle(job):
    assert worker.answer(job(check="residual", oracle=None))["verdict"]["error"] == 0
    verdict = worker.answer(job("wrong", check="residual", oracle=None))["verdict"]
    assert (verdict["passed"], verdict["error"]) == (False, 1.0)
    assert worker.answer(job("wrong", check="residual", oracle=None, tolerance=1.0))["verdict"]["passed"]


def test_exceptions_come_back_as_text(job):
    crashed = worker.answer(job("crash"))
    assert crashed["status"] == "crash"
    assert "LookupError: lost" in crashed["text"]
    assert worker.answer(job("no_memory"))["status"] == "memory"


def test_the_memory_is_that_of_the_computation_and_not_of_the_setup(job, tmp_path):
    answer = worker.answer(job("allocate", setup="allocate_in_setup"))
    assert answer["verdict"]["passed"]
    assert 60 * 2**20 < answer["extra_bytes"] < 100 * 2**20


def test_the_result_of_the_last_call_is_dropped_before_the_next(job):
    answer = worker.answer(job("large", oracle="large", repeat=3))
    assert answer["verdict"]["passed"]
    assert 60 * 2**20 < answer["extra_bytes"] < 100 * 2**20


def test_where_the_kernel_tells_nothing_memory_is_left_open(job, monkeypatch):
    monkeypatch.setattr(worker, "start_peak", lambda: None)
    assert worker.answer(job())["extra_bytes"] is None


def test_a_stored_result_is_checked_by_the_oracle(job, tmp_path):
    np.save(tmp_path / "result.npy", np.arange(5.0) * 2)
    good = {**job(), "mode": "check", "result": str(tmp_path / "result.npy")}
    assert worker.answer(good)["verdict"]["passed"]
    np.save(tmp_path / "result.npy", np.arange(5.0))
    assert not worker.answer(good)["verdict"]["passed"]
    (tmp_path / "result.npy").unlink()
    assert "No such file" in worker.answer(good)["text"]


def test_the_job_is_read_and_the_answer_written(job, tmp_path, capsys):
    (tmp_path / "job.json").write_text(json.dumps(job()))
    assert worker.main([str(tmp_path / "job.json"), str(tmp_path / "answer.json")]) == 0
    assert json.loads((tmp_path / "answer.json").read_text())["status"] == "ok"
    assert capsys.readouterr().out == ""
