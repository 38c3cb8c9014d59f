from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from monorepo_testing.figures import check, refresh
from monorepo_testing.paired import (
    BenchmarkError,
    Claim,
    ClaimError,
    Contender,
    ContenderCrashedError,
    ContenderHungError,
    ContenderMemoryError,
    GarbageOutputError,
    WrongResultError,
    read,
    run,
    table,
    write,
)
from monorepo_testing.paired.__main__ import main
from monorepo_testing.paired.matrix import matrix
from monorepo_testing.paired.result import paired_ratios, summary

FUNCTIONS = """
import os
import signal
import sys
import time
from pathlib import Path
import numpy as np
from monorepo_testing.paired import Claim, Contender

HERE = Path(__file__).parent

def log(name):
    with (HERE / "log").open("a") as file:
        file.write(f"{name} {os.getpid()} {os.environ.get('OMP_NUM_THREADS')} {os.environ.get('EXTRA')}\\n")

def setup(size): return np.arange(float(size))
def expected(x): return x * 2
def first(x):
    log("first")
    return x + x
def second(x):
    log("second")
    return 2 * x
def compiled(x): return x.copy()
def nearly(x): return x * 2 + 1e-9
def wrong_the_second_time(x):
    log("wrong")
    return x * 2 + ((HERE / "log").read_text().count("wrong") > 1)
def crash(x):
    print("so far so good", flush=True)
    raise LookupError("lost")
def leave(x):
    print("farewell", file=sys.stderr, flush=True)
    sys.exit(7)
def segfault(x): os.kill(os.getpid(), signal.SIGSEGV)
def killed(x): os.kill(os.getpid(), signal.SIGKILL)
def silent(x): os._exit(0)
def hang(x): time.sleep(600)
def hungry(x): return np.ones(2**40)
def broken_oracle(x): raise ZeroDivisionError("the oracle is broken")

CLAIM = Claim(name="twice", text="Adding is as good as doubling.", setup=setup, oracle=expected, warmup=0, rounds=2,
              sizes=[3, 4], contenders=[Contender("first", first), Contender("second", second)], threads=1)
"""

# A native program in the language that is surely there: options in, one JSON line out.
PROGRAM = """
import json, sys, numpy
mode, size = sys.argv[1], int(sys.argv[2])
print("working", flush=True)
answer = {"seconds": 0.5, "residual": 1e-9}
if mode == "file":
    numpy.save(sys.argv[3], numpy.arange(float(size)) * 2)
    del answer["residual"]
if mode == "wrong-file":
    numpy.save(sys.argv[3], numpy.arange(float(size)) * 3)
if mode == "wrong": answer["residual"] = 1.0
if mode == "measured": answer.update(cpu_seconds=2, peak_bytes=12345)
if mode == "bad-alloc": sys.exit("terminate called after throwing an instance of 'std::bad_alloc'")
print("garbage" if mode == "garbage" else json.dumps(answer))
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "functions.py").write_text(FUNCTIONS)
    (tmp_path / "program.py").write_text(PROGRAM)
    return tmp_path


def claim_of(*contenders, **changes):
    basic = {"name": "c", "text": "", "setup": "functions.py:setup", "oracle": "functions.py:expected", "sizes": [4]}
    return Claim(**{**basic, "rounds": 1, "warmup": 0, "contenders": contenders, **changes})


def program(mode, *more, name="native", **options):
    return Contender(name, argv=[sys.executable, "{here}/program.py", mode, "{size}", *more], **options)


def test_a_run_is_interleaved_fresh_paired_checked_and_stored(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    assert main(["functions.py", "--rounds", "3", "--out", "out/run.json"]) == 0
    log = [line.split() for line in (folder / "log").read_text().splitlines()]
    assert [line[0] for line in log] == ["first", "second"] * 6
    assert len({line[1] for line in log}) == 12
    assert {line[2] for line in log} == {"1"}
    result = read("out/run.json")
    assert list(result["sizes"]) == ["3", "4"]
    assert result["headline"] == "4"
    assert result["oracle"] == {
        "by": "functions.py:expected",
        "tolerance": 0.0,
        "checked": 12,
        "passed": 12,
        "worst_error": 0.0,
    }
    for size in result["sizes"].values():
        first, second = (size["contenders"][name]["samples"] for name in ("first", "second"))
        assert [sample["round"] for sample in first] == [1, 2, 3]
        ratios = [a["seconds"] / b["seconds"] for a, b in zip(first, second, strict=True)]
        assert size["ratios"]["first_vs_second"]["samples"] == ratios
        assert size["ratios"]["first_vs_second"]["median"] == median(ratios)
        assert size["contenders"]["first"]["seconds"]["min"] == min(s["seconds"] for s in first)
        assert all(len(load["load_before"]) == len(load["load_after"]) == 3 for load in size["rounds"])
    assert result["ratios"] == result["sizes"]["4"]["ratios"]
    assert result["contenders"]["first"]["call"] == "functions.py:first"
    assert result["contenders"]["first"]["versions"]["numpy"]
    assert result["contenders"]["first"]["threads"]["OMP_NUM_THREADS"] == "1"
    assert result["command"] == "python -m monorepo_testing.paired functions.py --out out/run.json --rounds 3"
    assert str(folder) not in (folder / "out" / "run.json").read_text()
    printed = capsys.readouterr()
    assert "Adding is as good as doubling." in printed.out
    assert "contender 'second', size 4, round 3" in printed.err


@pytest.mark.parametrize(
    ("call", "error", "text"),
    [
        ("crash", ContenderCrashedError, r"raised an exception(?s:.*)LookupError: lost(?s:.*)so far so good"),
        ("leave", ContenderCrashedError, r"ended with status 7; last on stderr:\n  farewell"),
        ("segfault", ContenderCrashedError, "was ended by SIGSEGV"),
        ("killed", ContenderMemoryError, "was ended by SIGKILL, most likely for want of memory"),
        ("hungry", ContenderMemoryError, r"ran out of memory:(?s:.*)Unable to allocate 8\.00 TiB"),
        ("silent", GarbageOutputError, "ended without an answer"),
        ("hang", ContenderHungError, r"did not end within 1 s and was killed"),
        ("no_such_function", ContenderCrashedError, "holds no function 'no_such_function'"),
    ],
)
def test_a_python_contender_that_fails_is_named_with_its_last_words(folder, call, error, text):
    # The limit is for machines that promise memory which they do not have.
    limits = {"timeout": 1.0 if call == "hang" else 30.0, "memory_limit": 2**36 if call == "hungry" else None}
    claim = claim_of(Contender("bad", f"functions.py:{call}"), **limits)
    with pytest.raises(error, match=rf"^contender 'bad', size 4, round 1: (?s:.*){text}") as caught:
        run(claim, here=folder)
    assert isinstance(caught.value, BenchmarkError)


def test_one_wrong_result_fails_the_whole_run_and_leaves_the_stored_one(folder, capsys):
    claim = "contenders=[Contender('first', first), Contender('liar', wrong_the_second_time)], rounds=3, sizes=[4])"
    text = (folder / "functions.py").read_text()
    (folder / "liar.py").write_text(re.sub(r"rounds=2,\s+sizes=.*\)", claim, text, flags=re.DOTALL))
    (folder / "results").mkdir()
    (folder / "results" / "liar.json").write_text("the run of yesterday")
    assert main([str(folder / "liar.py")]) == 1
    printed = capsys.readouterr()
    assert "WrongResultError: contender 'liar', size 4, round 2: wrong result, no figure is written" in printed.err
    assert "4 of 4 elements differ" in printed.err
    assert printed.out == ""
    assert (folder / "results" / "liar.json").read_text() == "the run of yesterday"
    assert [path.name for path in (folder / "results").iterdir()] == ["liar.json"]


def test_a_broken_oracle_is_not_the_contenders_fault_but_fails_the_run(folder):
    claim = claim_of(Contender("good", "functions.py:second"), oracle="functions.py:broken_oracle")
    with pytest.raises(ContenderCrashedError, match="the oracle is broken"):
        run(claim, here=folder)


def test_native_programs_are_measured_described_and_checked(folder):
    build = ["cp", "{here}/program.py", "{scratch}/built.py"]
    built = Contender("built", argv=[sys.executable, "{scratch}/built.py", "wrong", "{size}"], build=build, flags="-O3")
    claim = claim_of(built, program("measured"), setup=None, oracle=None, tolerance=1.0, repeat=2, rounds=2)
    result = run(claim, here=folder)
    facts, size = result["contenders"]["built"], result["sizes"]["4"]
    assert (facts["kind"], facts["flags"], facts["build"]) == ("native", "-O3", build)
    assert any("libc" in line for line in facts["ldd"])
    assert size["ratios"]["built_vs_native"] == {"min": 1.0, "median": 1.0, "max": 1.0, "samples": [1.0, 1.0]}
    sample = size["contenders"]["built"]["samples"][0]
    assert sample["peak_bytes"] > 2**20
    assert (sample["error"], sample["memory_how"]) == (1.0, "rusage")
    assert size["contenders"]["native"]["extra_bytes"]["max"] == 12345
    assert size["contenders"]["native"]["samples"][0]["cpu_seconds"] == 2
    assert result["oracle"]["by"] == "residuals that the programs print"
    assert result["oracle"]["worst_error"] == 1.0


def test_the_file_that_a_native_program_writes_is_held_against_the_oracle(folder):
    good, bad = program("file", "{result}", env={"EXTRA": "yes"}), program("wrong-file", "{result}", name="bad")
    result = run(claim_of(good, Contender("second", "functions.py:second")), here=folder)
    assert result["oracle"]["checked"] == 2
    assert result["contenders"]["native"]["env"] == {"EXTRA": "yes"}
    with pytest.raises(WrongResultError, match=r"contender 'bad'(?s:.*)actual np\.float64\(3\.0\)"):
        run(claim_of(bad), here=folder)
    with pytest.raises(ContenderCrashedError, match=r"the oracle for contender 'native'(?s:.*)No such file"):
        run(claim_of(program("no-file", "{result}")), here=folder)


@pytest.mark.parametrize(
    ("contender", "error", "text"),
    [
        (program("garbage"), GarbageOutputError, r"no JSON: 'garbage'(?s:.*)last on stdout:\n  working"),
        (program("wrong"), WrongResultError, r"the error is 1\.0, the tolerance 1e-06"),
        (program("bad-alloc"), ContenderMemoryError, "ended with status 1, most likely for want of memory"),
        (Contender("native", argv=["false"]), ContenderCrashedError, "ended with status 1; it printed nothing"),
        (Contender("native", argv=["no-such-program"]), ContenderCrashedError, "could not be started: .*No such file"),
        (Contender("native", argv=["sh", "-c", "echo begun; sleep 600"]), ContenderHungError, r"(?s:.*)\n  begun"),
    ],
    ids=["garbage", "wrong", "no memory", "crash", "missing", "hang"],
)
def test_a_native_contender_that_fails_is_named_with_its_last_words(folder, contender, error, text):
    hangs = error is ContenderHungError
    claim = claim_of(contender, setup=None, oracle=None, tolerance=1e-6, timeout=3.0 if hangs else 30.0)
    with pytest.raises(error, match=rf"^contender 'native', size 4, round 1: .*{text}"):
        run(claim, here=folder)


def test_a_function_that_no_fresh_process_finds_is_refused_before_anything_runs(folder):
    good, bad = Contender("first", "functions.py:first"), Contender("bad", "functions.py:second", prepare=lambda x: x)
    with pytest.raises(ClaimError, match="a fresh process finds only functions at the top"):
        run(claim_of(good, bad), here=folder)
    assert not (folder / "log").exists()


def test_a_program_that_cannot_be_built_is_named(folder):
    contender = Contender("native", argv=["true"], build=["sh", "-c", "echo no rule to make it >&2; exit 2"])
    with pytest.raises(ContenderCrashedError, match=r"the build of contender 'native': .* status 2(?s:.*)no rule"):
        run(claim_of(contender, setup=None, oracle=None), here=folder)


def test_memory_is_limited_where_the_claim_says_so(folder):
    hungry = Contender("native", argv=[sys.executable, "-c", "x = b'x' * 2**30"])
    with pytest.raises(ContenderMemoryError, match="for want of memory"):
        run(claim_of(hungry, setup=None, oracle=None, memory_limit=2**29), here=folder)


def test_a_contender_may_be_a_function_of_a_file_beside_the_claim(folder, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    (folder / "neighbour_of_functions.py").write_text("def doubled(x): return x * 2\n")
    assert run(claim_of(Contender("near", "neighbour_of_functions:doubled")), here=folder)["oracle"]["passed"] == 1


def test_a_file_named_like_a_library_does_not_hide_it(folder):
    (folder / "numpy.py").write_text("raise ImportError('the wrong numpy')\n")
    assert run(claim_of(Contender("second", "functions.py:second")), here=folder)["oracle"]["passed"] == 1


def test_threads_and_environment_reach_every_contender(folder, monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    contenders = [Contender("first", "functions.py:first", env={"EXTRA": "mine"})]
    run(claim_of(*contenders, env={"EXTRA": "all", "OMP_NUM_THREADS": "3"}), here=folder)
    run(claim_of(Contender("second", "functions.py:second"), env={"EXTRA": "all"}), here=folder)
    assert [line.split()[2:] for line in (folder / "log").read_text().splitlines()] == [["3", "mine"], ["None", "all"]]
    assert "EXTRA" not in os.environ


def test_a_contender_that_cannot_take_part_is_stored_with_its_reason(folder):
    away = Contender("away", "functions.py:second", absent={3: "it cannot count to three"})
    short = Contender("short", "functions.py:second", compile="functions.py:compiled", rounds=1)
    result = run(claim_of(Contender("first", "functions.py:first"), away, short, sizes=[3, 4], rounds=2), here=folder)
    assert result["sizes"]["3"]["absent"] == {"away": "it cannot count to three"}
    assert "absent" not in result["sizes"]["4"]
    assert list(result["sizes"]["3"]["contenders"]) == ["first", "short"]
    assert len(result["sizes"]["4"]["ratios"]["away_vs_first"]["samples"]) == 2
    assert len(result["sizes"]["4"]["ratios"]["short_vs_first"]["samples"]) == 1
    assert result["sizes"]["4"]["contenders"]["short"]["compile_seconds"]["min"] > 0
    lines = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table(result).splitlines()]
    assert lines[0][5] == "compile s"
    assert ["3", "away", "it cannot count to three"] in [line[:3] for line in lines]


def test_a_contender_is_held_to_its_own_tolerance(folder):
    near = {"call": "functions.py:nearly"}
    run(claim_of(Contender("first", "functions.py:first"), Contender("near", **near), tolerance=1e-6), here=folder)
    with pytest.raises(WrongResultError, match="contender 'near'"):
        run(claim_of(Contender("near", **near, tolerance=0.0), tolerance=1e-6), here=folder)


def test_a_part_of_a_claim_is_not_stored_unless_it_is_said_where(folder, capsys):
    part = [str(folder / "functions.py"), "--size", "3", "--contender", "second"]
    assert main(part) == 0
    assert "not stored" in capsys.readouterr().out
    assert not (folder / "results").exists()
    assert main([*part, "--out", str(folder / "part.json")]) == 0
    stored = read(folder / "part.json")
    assert list(stored["sizes"]) == ["3"]
    assert stored["command"].endswith("--size 3 --contender second")


def test_the_command_refuses_rounds_below_one_and_names_a_missing_claim(folder, capsys):
    with pytest.raises(SystemExit):
        main([str(folder / "functions.py"), "--rounds", "0"])
    assert main([str(folder / "nowhere.py")]) == 1
    assert "ClaimError: there is no Python file" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["paired", "figures"])
def test_the_modules_are_commands(module):
    command = [sys.executable, "-m", f"monorepo_testing.{module}", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert f"usage: python -m monorepo_testing.{module}" in done.stdout


def test_the_examples_of_the_readme_hold(folder, capsys):
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    arrays, claim = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    namespace = {}
    exec(arrays, namespace)  # noqa: S102 - the README is our own.
    test = namespace["test_negation_twice_is_the_identity"]
    cases = test.pytestmark[0].args[1]
    assert len(cases) > 100
    for case in cases:
        test(case)
    (folder / "sort.py").write_text(claim)
    assert main([str(folder / "sort.py"), "--rounds", "1"]) == 0
    assert read(folder / "results" / "sort.json")["oracle"]["passed"] == 4
    marked = re.search(r"^```markdown\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)[1]
    assert check(refresh(marked.replace("benchmarks/", ""), folder=folder), folder=folder) == 1
    assert check(readme, folder=folder) == 0


def test_summaries_and_ratios_are_taken_within_rounds():
    assert summary([3.0, 1.0, 2.0]) == {"min": 1.0, "median": 2.0, "max": 3.0}
    samples = {"a": [{"s": 1.0}, {"s": 9.0}], "b": [{"s": 2.0}, {"s": 3.0}], "c": [{"s": None}, {"s": 1}]}
    ratios = paired_ratios(samples, "s")
    assert ratios["a_vs_b"]["samples"] == [0.5, 3.0]
    assert ratios["b_vs_a"]["samples"] == [2.0, 1 / 3]
    assert set(ratios) == {"a_vs_b", "b_vs_a"}
    assert paired_ratios({"a": [{"s": 1}], "b": [{"s": 0}]}, "s") == {
        "b_vs_a": {"min": 0, "median": 0, "max": 0, "samples": [0]}
    }


STORED = {
    **{key: {} for key in ("machine", "settings", "contenders", "ratios", "sizes")},
    "schema": 1,
    "claim": "c",
    "date": "d",
    "oracle": {"checked": 1, "passed": 1},
}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is no stored run"),
        ("[]", "of schema 1"),
        (json.dumps({**STORED, "schema": 2}), "of schema 1"),
        (json.dumps({"schema": 1, "claim": "x"}), r"lacks \['date', 'machine'"),
        (json.dumps({**STORED, "oracle": {"checked": 2, "passed": 1}}), "no oracle passed"),
        (json.dumps({**STORED, "oracle": {"checked": 0, "passed": 0}}), "no oracle passed"),
        (json.dumps({**STORED, "x": float("nan")}), "holds NaN"),
    ],
)
def test_what_is_no_stored_run_is_refused(tmp_path, text, problem):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ClaimError, match=problem):
        read(tmp_path / "x.json")
    with pytest.raises(ClaimError, match="is no stored run"):
        read(tmp_path / "nowhere.json")


def test_a_run_is_stored_whole_or_not_at_all(tmp_path):
    write(STORED, tmp_path / "new" / "x.json")
    assert read(tmp_path / "new" / "x.json") == STORED
    with pytest.raises(ValueError, match="Out of range float"):
        write({**STORED, "x": float("inf")}, tmp_path / "new" / "x.json")
    assert read(tmp_path / "new" / "x.json") == STORED
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["x.json"]


def test_the_table_has_a_row_for_each_size_and_contender():
    figures = {"seconds": {"min": 1.0, "median": 2.0}, "cpu_seconds": {"median": 3.0}, "extra_bytes": None}
    big = {**figures, "extra_bytes": {"median": 3 * 2**20}}
    ratio = {"b_vs_a": {"min": 0.5, "median": 1.5, "max": 2.5}}
    result = {
        "contenders": {"a": {}, "b": {}},
        "sizes": {"10": {"contenders": {"a": figures, "b": big}, "ratios": ratio}},
    }
    lines = table(result).splitlines()
    assert [cell.strip() for cell in lines[0].strip("| ").split("|")][-2:] == ["time / a", "range"]
    assert [cell.strip() for cell in lines[2].split("|")[1:-1]] == ["10", "a", "1", "2", "3", "", "1", ""]
    assert [cell.strip() for cell in lines[3].split("|")[1:-1]] == [
        "10",
        "b",
        "1",
        "2",
        "3",
        "3.0",
        "1.5",
        "0.5 to 2.5",
    ]
    assert len({len(line) for line in lines}) == 1


def test_the_matrix_has_a_row_for_each_size_and_says_who_is_absent_and_why():
    slow = {"seconds": {"median": 0.002}, "extra_bytes": {"median": 2**20}, "compile_seconds": {"median": 4.0}}
    slow["held_bytes"] = {"median": 3 * 2**20}
    sizes = {
        "10": {
            "contenders": {"a": {**slow, "compile_seconds": None}, "b": slow},
            "ratios": {"b_vs_a": {"median": 1.5}},
        },
        "20": {"contenders": {"a": {**slow, "extra_bytes": None}}, "ratios": {}, "absent": {"b": "it is tired"}},
    }
    lines = matrix({"contenders": {"a": {}, "b": {}}, "sizes": sizes}).splitlines()
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines[:4]]
    assert cells[0] == ["size", "a, ms", "b"]
    assert cells[2:] == [["10", "2, 1 MiB", "1.5, 1 MiB; 4 s, 3 MiB"], ["20", "2", "-"]]
    assert lines[5].startswith("Of a milliseconds, of the others the time over that of a")
    assert lines[6:] == ["", "- b: it is tired (20)"]
    del sizes["20"]
    assert len(matrix({"contenders": {"a": {}, "b": {}}, "sizes": sizes}).splitlines()) == 5
