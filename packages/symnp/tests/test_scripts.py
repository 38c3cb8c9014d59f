"""Scripts written for NumPy, run by Python and by symnp: the same output, the same files, and an account by line."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import symnp
from symnp.__main__ import main
from symnp._array import evaluator
from symnp._cost.machine import this_machine
from symnp._run.observe import observed, observer
from symnp._trace import ledger as ledgers

SCRIPTS = Path(__file__).parent / "scripts"


@dataclass
class Ran:
    """What a script left behind: its status, what it printed, its files, and the report on it."""

    status: int
    output: bytes
    errors: bytes
    files: dict[str, bytes]
    report: str = ""

    def row(self, source: str) -> str:
        """Return the only row of the report whose line of source begins so."""
        rows = [row for row in self.report.splitlines() if re.search(rf"  {re.escape(source)}", row)]
        assert len(rows) == 1, rows
        return rows[0]


def python(*arguments, cwd):
    return subprocess.Popen([sys.executable, *map(str, arguments)], stdout=-1, stderr=-1, cwd=cwd)


def finished(process, folder, report=None):
    output, errors = process.communicate(timeout=170)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return Ran(process.returncode, output, errors, files, report.read_text() if report and report.exists() else "")


@pytest.fixture
def both(tmp_path):
    """Return a function that runs a script under Python alone and under symnp, at the same time."""

    def run(script, *arguments, options=()):
        folders = tmp_path / "numpy", tmp_path / "symnp"
        for folder in folders:
            folder.mkdir()
        report = tmp_path / "report.txt"
        command = ("-m", "symnp", "explain", "--output", report, *options)
        processes = [
            python(*head, script, *arguments, cwd=folder) for head, folder in zip(((), command), folders, strict=True)
        ]
        return finished(processes[0], folders[0]), finished(processes[1], folders[1], report)

    return run


def assert_same_run(theirs, ours):
    assert ours.errors.decode() == theirs.errors.decode()
    assert (ours.status, ours.output, ours.files) == (theirs.status, theirs.output, theirs.files)


CASES = {
    "least_squares": ([], "return solve(a.T @ a, a.T @ y)"),
    "image_filter": (["."], "result += kernel[i, j] * padded["),
    "principal_components": (["."], "covariance = centred.T @ centred"),
    "scipy_round_trip": ([], "found = optimize.minimize("),
    "monte_carlo": ([], "prices = s0 * np.exp("),
    "game_of_life": ([], "count += np.roll("),
    "dispatch_on_types": ([], "total = x.sum()"),
    "heat_equation": (["--scheme", "implicit", "--steps=30"], "u = solve(matrix, u)"),
    "files_and_arguments": ([".", "--scale", "2", "-v"], "missing = np.isnan(column)"),
    "structured_records": ([], 'stars["seen"][~inside] += 10'),
}


OWED = {"scipy_round_trip": {"many-materialisations"}}
"""What is true of a script: SciPy's minimiser asks for each number that the script's functions return."""


@pytest.mark.timeout(180)  # Two processes each load SciPy and matplotlib.
@pytest.mark.parametrize("name", CASES)
def test_an_unchanged_script_does_what_it_does_under_numpy(both, name):
    arguments, source = CASES[name]
    theirs, ours = both(SCRIPTS / f"{name}.py", *arguments)
    assert theirs.status == 0, theirs.errors.decode()
    assert_same_run(theirs, ours)
    assert "exit status 0" in ours.report
    assert "could not be analysed" not in ours.report
    operations = int(re.search(r"^(\d+) operations computed", ours.report, re.MULTILINE)[1])
    assert operations > 5
    assert re.search(r"\d (s|ms|µs) ", ours.row(source))
    assert set(re.findall(r"^\S+:\d+: ([a-z-]+) \(", ours.report, re.MULTILINE)) == OWED.get(name, set())
    assert not re.search(r"^  (scipy|matplotlib|numpy)/", ours.report, re.MULTILINE)  # They count for who calls them.


def test_a_package_of_the_users_own_is_reported_by_file(both):
    theirs, ours = both(SCRIPTS / "heat_equation.py")
    assert_same_run(theirs, ours)
    assert ours.row("u[1:-1] += ratio").strip().startswith("heat/solver.py:10")


# Small scripts, run in this process.


@pytest.fixture
def explained(tmp_path, capsys, monkeypatch):
    """Return a function that explains a script of some text in this process."""
    monkeypatch.setattr(sys, "modules", sys.modules.copy())  # A script's own modules are forgotten after it.
    monkeypatch.setattr(sys, "path", sys.path[:])
    monkeypatch.setattr(evaluator, "_recent", [])  # Nothing is pending, as in a process of its own.
    (tmp_path / "home").mkdir()

    def run(text, *arguments, options=(), command="explain"):
        script = tmp_path / "home" / "script.py"
        script.write_text(text)
        status = main([command, *options, str(script), *arguments])
        output, errors = capsys.readouterr()
        return Ran(status, output.encode(), errors.encode(), {}, errors)

    return run


def test_the_report_goes_to_the_standard_error_and_nothing_of_it_to_the_output(explained):
    ran = explained("import numpy as np\nprint(np.arange(3) + 1)")
    assert ran.output == b"[1 2 3]\n"
    assert "where time and memory go" in ran.report
    assert "what to change\n  nothing was found" in ran.report


def test_a_script_sees_numpy_and_none_of_symnps_own_names(explained):
    ran = explained(
        "import numpy, numpy.linalg as la\nfrom numpy import *\nfrom numpy.random import default_rng as rng\n"
        "print(numpy.__name__, numpy.__version__, 'compute' in globals(), hasattr(numpy, 'explain'), pi)\n"
        "print(type(numpy.ones(2)).__name__, type(la.inv(eye(2))).__name__, isinstance(rng(0).random(3), ndarray))\n"
        "def later():\n    import numpy.fft\n    return numpy.fft.fft(ones(2))\n"
        "print(type(later()).__name__, issubclass(ndarray, object), numpy.testing.__name__)\n"
    )
    first, second, third = ran.output.decode().splitlines()
    assert first == f"numpy {np.__version__} False False {np.pi}"
    assert second == "Array Array True"
    assert third == "Array True numpy.testing"


def test_libraries_keep_numpy_wherever_they_lie(explained, tmp_path):
    library = tmp_path / "home" / "venv" / "site-packages"
    library.mkdir(parents=True)
    (library / "library_of_tests.py").write_text("import numpy\ndef kind(): return type(numpy.ones(2)).__name__")
    (tmp_path / "home" / "own_of_tests.py").write_text("import numpy\ndef kind(): return type(numpy.ones(2)).__name__")
    ran = explained(
        "import sys, pathlib\nsys.path.append(str(pathlib.Path(__file__).parent / 'venv' / 'site-packages'))\n"
        "import library_of_tests, own_of_tests\nprint(library_of_tests.kind(), own_of_tests.kind())"
    )
    assert ran.output == b"ndarray Array\n"
    assert type(__import__("numpy").ones(2)) is np.ndarray


def test_isinstance_knows_arrays_and_no_scalars(explained):
    ran = explained(
        "import numpy as np\nx = np.ones((2, 2))\nclass Named(np.ndarray): pass\n"
        "print([isinstance(one, np.ndarray) for one in (x, x > 0, x[x > 0], x.sum(), 1.0, [1])])\n"
        "print(isinstance(x, np.ndarray | None), isinstance(x, (int, np.ndarray)), np.ndarray.sum(x), np.ndarray[int, float])\n"
        "print(Named.__mro__[1].__name__, issubclass(Named, np.ndarray), type(np.ndarray(2)).__name__)\n"
        "print(isinstance(x.sum(), np.float64), isinstance(x.sum(), float), isinstance(np.array([{}]), np.ndarray))\n"
    )
    assert ran.output.decode().splitlines() == [
        "[True, True, True, False, False, False]",
        "True True 4.0 numpy.ndarray[int, float]",
        "ndarray True ndarray",
        "True True True",
    ]


def test_repr_computes_in_a_script_and_describes_after_it(explained):
    ran = explained("import numpy as np\nx = np.arange(3.0)\nprint([x.sum(), x], repr(x[x > 0]), x[x > 0].shape)")
    assert ran.output == b"[np.float64(3.0), array([0., 1., 2.])] array([1., 2.]) (2,)\n"
    assert repr(symnp.asarray([1.0]) + 1) == "symnp.Array(add, shape=(1,), dtype=float64)"


def test_arrays_of_other_libraries_are_captured_as_they_are_now(explained):
    ran = explained(
        "import array, numpy as np\ntheirs = array.array('d', [1.0, 2.0])\nnumbers = np.frombuffer(theirs)\n"
        "kept = numbers + 1\ntheirs[0] = 50.0\nprint(kept)"
    )
    assert ran.output == b"[2. 3.]\n"


@pytest.mark.parametrize(
    ("leaving", "status", "said"),
    [("", 0, ""), ("3", 3, ""), ("'gone'", 1, "gone\n"), ("None", 0, ""), ("256 + 7", 7, "")],
)
def test_sys_exit_keeps_its_meaning(explained, leaving, status, said):
    ran = explained(f"import sys\nsys.exit({leaving})", command="run")
    assert (ran.status, ran.errors.decode()) == (status, said)


FAILING = """
import numpy as np

def inner(x):
    if x.max() > 2:
        raise ValueError(f"too large: {x.max()}")

def outer():
    try:
        inner(np.arange(4))
    except ValueError as error:
        raise RuntimeError("not done") from error

print("before")
outer()
"""


def test_an_exception_has_the_scripts_own_traceback(both, tmp_path):
    script = tmp_path / "failing.py"
    script.write_text(FAILING)
    theirs, ours = both(script)
    assert theirs.status == 1
    assert_same_run(theirs, ours)
    assert "exit status 1" in ours.report


def test_a_syntax_error_and_a_missing_script_are_told_as_such(explained, capsys):
    ran = explained("import numpy as np\nx = = 1", command="run")
    assert ran.status == 1
    assert "SyntaxError" in ran.errors.decode()
    assert "symnp" not in ran.errors.decode()
    assert main(["run", "there_is_none.py"]) == 2
    assert "there is no script 'there_is_none.py'" in capsys.readouterr().err


def test_a_report_that_could_not_be_written_is_refused_before_the_script_runs(tmp_path, capsys):
    script = tmp_path / "script.py"
    script.write_text("print('ran')\n")
    assert main(["explain", "--output", str(tmp_path / "nowhere" / "report.txt"), str(script)]) == 2
    told = capsys.readouterr()
    assert "there is no folder for" in told.err
    assert "ran" not in told.out


def test_arguments_after_the_script_are_its_own(explained):
    text = "import sys\nprint(sys.argv[1:], sys.argv[0].endswith('script.py'), __name__)"
    ran = explained(text, "--level", "7", "--html", "x", command="run")
    assert ran.output == b"['--level', '7', '--html', 'x'] True __main__\n"


COSTLY = """
import numpy as np

rng = np.random.default_rng(0)
a, v = rng.normal(size=(400, 400)), rng.normal(size=400)
found = 0
for i in range(250):
    if np.exp(a).sum() > i:
        found += 1
print(found)
print(((a - a.mean(0)) / a.std(0))[:2, 0])
print(np.linalg.inv(a) @ v @ v > 0)
"""


def test_a_report_says_what_was_rewritten_and_what_to_change_at_the_lines(explained):
    report = explained(COSTLY).report
    assert re.search(r"script\.py:11 +slice-through-elementwise \[exact\] ", report)
    assert re.search(r"script\.py:8: recomputed-expression \(.*saves about", report)
    assert "exp of the same operands was computed 250 times: `if np.exp(a).sum() > i:`" in report
    assert re.search(r"script\.py:8 .* 250 +if np\.exp", report)


def test_a_level_is_used_for_what_is_asked_for(explained):
    text = "import numpy as np\nm = np.ones((900, 900))\nprint((m @ m @ m[0]).sum())"
    assert "matmul-order [reassociate]" in explained(text, options=["--level", "reassociate"]).report
    report = explained(text).report
    assert "matmul-order [reassociate]" not in report
    assert re.search(r"script\.py:3: matmul-order .*\n.*\n +-> m @ \(m @ m\[0\]\)", report)


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_escapes_what_the_user_wrote(explained, tmp_path):
    page = tmp_path / "report.html"
    ran = explained("import numpy as np\nprint(np.ones(3).sum() < 5, '<b>&')", options=["--html", str(page)])
    assert ran.errors == b""
    tags = _Tags()
    tags.feed(page.read_text())
    assert not tags.open
    assert tags.seen.count("table") == 3
    assert "script" not in tags.seen
    assert "&lt; 5, &#x27;&lt;b&gt;&amp;&#x27;" in page.read_text()


def test_comparing_tells_both_totals(explained):
    report = explained("import numpy as np\nnp.ones(10).sum()", options=["--compare"]).report
    found = re.search(r"whole processes: NumPy (\S+ \S+), peak (\S+) MiB; symnp (\S+ \S+), peak (\S+) MiB", report)
    assert 10 < float(found[2]) <= float(found[4])


def test_what_goes_wrong_in_the_analysis_is_told_and_stops_no_script(explained, monkeypatch):
    def fails(looked_at):
        raise KeyError("of the test")

    monkeypatch.setattr(ledgers, "findings_of", fails)
    ran = explained("import numpy as np\nprint(np.ones(3) + 1)")
    assert ran.output == b"[2. 2. 2.]\n"
    assert "could not be analysed: KeyError('of the test'), once" in ran.report


ADDED_UP = """import time
import numpy as np
x = np.arange(1000.0)
for _ in range(3):
    time.sleep(0.05)
    print(float((x + 1).sum()))
"""


def test_the_time_of_the_analysis_is_no_line_s_time(explained, monkeypatch):
    find = ledgers.findings_of

    def slowly(looked_at):
        time.sleep(0.3)
        return find(looked_at)

    monkeypatch.setattr(ledgers, "findings_of", slowly)
    report = explained(ADDED_UP).report
    stood = re.findall(r"^  script\.py:\d+ +([\d.]+) (s|ms|µs) .*  (.*)$", report, re.MULTILINE)
    by_code = {code: float(number) * {"s": 1, "ms": 1e-3, "µs": 1e-6}[unit] for number, unit, code in stood}
    assert by_code["time.sleep(0.05)"] == pytest.approx(0.15, abs=0.1)
    assert by_code.get("print(float((x + 1).sum()))", 0.0) < 0.25
    number, unit = re.search(r"script\.py: ([\d.]+) (s|ms),", report).groups()
    assert sum(by_code.values()) == pytest.approx(float(number) * {"s": 1, "ms": 1e-3}[unit], abs=0.1)


def test_what_is_said_to_save_time_saves_no_more_than_it_took(explained, monkeypatch):
    slow = dataclasses.replace(this_machine(), matmul_flops=1e6)
    monkeypatch.setattr(ledgers, "this_machine", lambda: slow)
    report = explained("import numpy as np\na = np.ones((900, 900))\nprint((a @ a @ a[0]).max())\n").report
    saved, unit = re.search(r"matmul-order \(\w+, saves about ([\d.]+) (s|ms|µs)", report).groups()
    assert float(saved) * {"s": 1, "ms": 1e-3, "µs": 1e-6}[unit] < 10


def test_threads_are_waited_for_and_their_arrays_are_right(explained):
    ran = explained(
        "import threading, time, numpy as np\n"
        "def work():\n    time.sleep(0.05)\n    print((np.arange(5) * 2).sum())\n"
        "threading.Thread(target=work).start()\n",
        command="run",
    )
    assert ran.output == b"20\n"


def test_an_observer_is_told_of_each_step_with_its_new_memory():
    seen = []
    x = symnp.asarray(np.ones(1000))
    with observed(seen.append):
        symnp.compute((x + 1)[::2].sum())
    assert observer.get() is None
    steps = {record.node.op.label(record.node): record for record in seen}
    assert all(record.seconds >= 0 for record in seen)
    assert max(record.allocated_bytes for record in seen) == steps["add"].allocated_bytes > 0
    told = len(seen)
    symnp.compute(x + 3)
    assert len(seen) == told
