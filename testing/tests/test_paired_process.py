from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

import pytest

from monorepo_testing.paired import launch, machine, memory, native
from monorepo_testing.paired.process import Ended, run_in_group

MIB = 2**20
ENV = {**os.environ, "PYTHONPATH": ""}


def start(argv, tmp_path, *, timeout=30.0, memory_limit=None, env=ENV):
    return run_in_group(argv, env=env, cwd=tmp_path, scratch=tmp_path, timeout=timeout, memory_limit=memory_limit)


def python(code, tmp_path, **options):
    return start([sys.executable, "-c", code], tmp_path, **options)


def ends(pid):
    """Wait for the end of a process; one that only nobody has reaped counts as ended."""
    for _ in range(3000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.01)
    return False


def test_output_status_and_cpu_time_come_back(tmp_path):
    ended = python("import sys; print('out'); print('err', file=sys.stderr); sum(range(10**6)); sys.exit(3)", tmp_path)
    assert (ended.status, ended.timed_out, ended.stdout, ended.stderr) == (3, False, "out\n", "err\n")
    assert ended.cpu_seconds > 0
    assert ended.last_words() == "last on stderr:\n  err\nlast on stdout:\n  out"


def test_the_environment_and_the_folder_are_the_given_ones(tmp_path):
    code = "import os, sys; print(os.getcwd(), os.environ.get('ONLY'), os.environ.get('HOME'), sys.stdin.read() == '')"
    assert python(code, tmp_path, env={"ONLY": "this"}).stdout == f"{tmp_path} this None True\n"


def test_only_the_end_of_a_long_output_is_kept(tmp_path):
    ended = python("print('x' * 10**6); print('last')", tmp_path)
    assert len(ended.stdout) == 65536
    assert ended.stdout.endswith("x\nlast\n")


def test_silence_is_said_in_words():
    assert Ended(0, False, "", " \n").last_words() == "it printed nothing"


def test_the_signal_that_ended_a_child_is_its_status(tmp_path):
    assert python("import os; os.kill(os.getpid(), 11)", tmp_path).status == -signal.SIGSEGV


def test_a_hanging_child_is_killed_with_all_that_it_started(tmp_path):
    ended = start(["sh", "-c", "sleep 600 & echo $!; wait"], tmp_path, timeout=3.0)
    assert ended.timed_out
    assert ends(int(ended.stdout))


def test_what_a_child_leaves_running_is_ended_too(tmp_path):
    ended = start(["sh", "-c", "sleep 600 & echo $!"], tmp_path)
    assert (ended.status, ended.timed_out) == (0, False)
    assert ends(int(ended.stdout))


def test_a_child_is_ended_when_the_runner_is_interrupted(tmp_path, monkeypatch):
    def interrupt(pid, deadline):
        while not (tmp_path / "stdout").read_text().strip():
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr("monorepo_testing.paired.process._wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        start(["sh", "-c", "echo $$; exec sleep 600"], tmp_path)
    assert ends(int((tmp_path / "stdout").read_text()))


def test_a_missing_program_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match=r"No such file.*no-such-program"):
        start(["no-such-program"], tmp_path)


def test_the_peak_memory_of_a_child_is_its_own_and_not_the_runners(tmp_path):
    ballast = bytearray(64 * MIB)
    ballast[::4096] = b"x" * len(ballast[::4096])
    small = python("pass", tmp_path)
    large = python("x = b'x' * (48 * 2**20)", tmp_path)
    tiny = start(["true"], tmp_path)
    assert small.peak_bytes < 40 * MIB < 48 * MIB < large.peak_bytes < 90 * MIB
    assert (large.memory_how, tiny.memory_how) == ("rusage", "at most")
    assert tiny.peak_bytes < 24 * MIB


def test_memory_beyond_the_limit_is_refused_to_the_child_alone(tmp_path):
    ended = python("x = b'x' * (2**30)", tmp_path, memory_limit=512 * MIB)
    assert ended.status == 1
    assert "MemoryError" in ended.stderr
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 512 * MIB


def test_the_launcher_reports_status_time_and_peaks(tmp_path):
    report = tmp_path / "report"
    assert launch.main([str(report), "-", "sh", "-c", "exit 5"]) == 0
    code, cpu, peak, floor = report.read_text().split()
    assert code == "5"
    assert float(cpu) >= 0
    assert int(peak) > 0
    assert int(floor) > 0


def test_the_launcher_sets_the_limit_before_it_starts_the_command(tmp_path, monkeypatch):
    limits = []
    monkeypatch.setattr(resource, "setrlimit", lambda *given: limits.append(given))
    launch.main([str(tmp_path / "report"), "1000", "no-such-program"])
    assert limits == [(resource.RLIMIT_AS, (1000, 1000))]
    assert (tmp_path / "report").read_text().startswith("error [Errno 2]")


def test_a_field_of_the_process_status_is_read_in_bytes():
    assert memory.status_bytes("VmHWM") >= memory.status_bytes("VmRSS") > MIB
    assert memory.status_bytes("VmNothing") is None
    assert memory.status_bytes("VmHWM", 2**22 + 1) is None


def test_the_peak_starts_anew(tmp_path):
    code = (
        "from monorepo_testing.paired import memory; x = b'x' * (64 * 2**20); before = memory.status_bytes('VmHWM');"
        "del x; start = memory.start_peak(); y = b'y' * (32 * 2**20); print(before - start, memory.status_bytes('VmHWM')"
        " - start)"
    )
    dropped, grown = map(int, start([sys.executable, "-c", code], tmp_path, env=os.environ).stdout.split())
    assert dropped > 48 * MIB
    assert 28 * MIB < grown < 48 * MIB


def test_the_machine_is_described_with_what_a_reader_asks_for():
    assert machine.hardware()["cores"] >= 1
    assert machine.hardware()["memory_bytes"] > MIB
    assert machine.hardware()["cpu"]
    assert set(machine.system()) == {"os", "kernel", "python", "python_built_with"}
    assert len(machine.load()) == 3
    assert machine.versions()["pytest"] == pytest.__version__
    assert not any("." in name or name.startswith("_") for name in machine.versions())
    json.dumps([machine.hardware(), machine.system(), machine.versions(), machine.blas()])


def test_gpus_are_named_one_a_line(monkeypatch):
    monkeypatch.setattr(machine, "answer_of", lambda argv, cwd=None: "NVIDIA A\nNVIDIA B")
    assert machine.hardware()["gpus"] == ["NVIDIA A", "NVIDIA B"]


def test_the_blas_is_described_with_and_without_threadpoolctl(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (plain,) = machine.blas()
    assert plain["user_api"] == "blas"
    assert "name" in plain

    class Pools:
        @staticmethod
        def threadpool_info():
            return [{"user_api": "blas", "version": "1", "num_threads": 2, "filepath": "/somewhere"}]

    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr("importlib.import_module", lambda name: Pools)
    (pool,) = machine.blas()
    assert (pool["version"], pool["num_threads"]) == ("1", 2)
    assert "filepath" not in pool


def test_a_command_that_is_missing_fails_or_hangs_answers_nothing(monkeypatch):
    assert machine.answer_of(["no-such-program"]) == ""
    assert machine.answer_of(["false"]) == ""
    assert machine.answer_of(["echo", " yes "]) == "yes"

    def hang(*_, **options):
        raise machine.subprocess.TimeoutExpired("echo", options["timeout"])

    monkeypatch.setattr(machine.subprocess, "run", hang)
    assert machine.answer_of(["echo"]) == ""


def test_files_that_other_systems_lack_are_no_error():
    assert machine._field("/nowhere", "x") == ""
    assert machine._field("/proc/meminfo", "NoSuchField") == ""


def test_the_revision_says_whether_files_have_changed(monkeypatch):
    answers = {"rev-parse": "abc", "status": ""}
    monkeypatch.setattr(machine, "answer_of", lambda argv, cwd=None: answers[argv[1]])
    assert machine.revision(Path()) == "abc"
    answers["status"] = " M file"
    assert machine.revision(Path()) == "abc+changes"
    answers["rev-parse"] = ""
    assert machine.revision(Path()) == ""


def test_only_variables_that_set_threads_are_kept():
    assert machine.thread_settings({"OMP_NUM_THREADS": "2", "HOME": "/"}) == {"OMP_NUM_THREADS": "2"}


def test_places_in_a_command_are_filled_and_other_braces_stay():
    assert native.fill(["a{size}", "{size}{x}", "{}"], {"size": 7}) == ["a7", "7{x}", "{}"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("", "no JSON: ''"),
        ("{broken", "no JSON"),
        ("[1]", "no JSON object"),
        ("{}", "seconds is None"),
        ('{"seconds": "1", "residual": 0}', "seconds is '1'"),
        ('{"seconds": true, "residual": 0}', "seconds is True"),
        ('{"seconds": NaN, "residual": 0}', "seconds is nan"),
        ('{"seconds": -1, "residual": 0}', "seconds is -1"),
        ('{"seconds": 0, "residual": 0}', "the clock has not moved"),
        ('{"seconds": 1}', "residual is None"),
        ('{"seconds": 1, "residual": Infinity}', "residual is inf"),
        ('{"seconds": 1, "residual": 0, "peak_bytes": "1G"}', "peak_bytes is '1G'"),
        ('{"seconds": 1, "residual": 0}\ndone', "no JSON: 'done'"),
    ],
)
def test_output_that_is_no_measurement_is_refused(printed, text):
    with pytest.raises(ValueError, match=text):
        native.parse_output(printed, needs_residual=True)


def test_the_last_line_of_a_program_is_its_measurement():
    printed = 'hello\n{"seconds": 2, "residual": 1e-9, "cpu_seconds": 4, "other": "x"}\n'
    assert native.parse_output(printed, needs_residual=True) == {"seconds": 2, "residual": 1e-9, "cpu_seconds": 4}
    assert native.parse_output('{"seconds": 2}', needs_residual=False) == {"seconds": 2}


def test_a_native_program_is_described_by_its_libraries_compiler_and_flags():
    facts = native.native_facts(["sh"], ["sh", "-O2", "-march=native", "x.c", "-o", "x"], "")
    assert facts["flags"] == "-O2 -march=native"
    assert any("libc" in line for line in facts["ldd"])
    assert not any("0x" in line for line in facts["ldd"])
    assert native.native_facts(["./nowhere"], [], "-O3")["flags"] == "-O3"
    assert native.native_facts(["./nowhere"], [], "")["ldd"] == []
