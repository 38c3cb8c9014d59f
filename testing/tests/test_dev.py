from __future__ import annotations

import subprocess
import sys

import pytest
from scripts import ROOT, load

dev = load("dev.py")


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """Record what would be run instead of running it, in a checkout of its own."""
    done = []
    monkeypatch.setattr(dev, "must", lambda *command: done.append([str(part) for part in command]))
    monkeypatch.setattr(dev, "run", lambda *command, quiet=False: done.append([str(part) for part in command]) or 0)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "REPORTS", tmp_path / ".nox" / "reports")
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.setenv("PYTHON", sys.executable)
    (tmp_path / ".venv").mkdir()
    return done


@pytest.mark.parametrize("chosen", [None, "/opt/python"])
def test_the_gpu_session_gets_the_python_that_started_this_or_the_chosen_one(commands, monkeypatch, chosen):
    monkeypatch.setenv("PYTHON", chosen or "")
    if chosen is None:
        monkeypatch.delenv("PYTHON")
    (dev.VENV / "ready").write_text("\n".join(dev.PINS))
    dev.nox("-s", "gpu")
    assert dev.os.environ["PYTHON"] == (chosen or sys.executable)
    assert dev.os.environ["PATH"] == f"{dev.VENV / 'bin'}:/usr/bin"


@pytest.mark.parametrize("arguments", [[], ["tset"], ["test", "symnp"]])
def test_wrong_usage_says_what_is_wanted(arguments):
    done = subprocess.run([sys.executable, ROOT / "dev.py", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "one of demo, test, nox is wanted" in done.stderr


def test_help_names_the_commands():
    done = subprocess.run([sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True)
    for verb in ("demo", "test", "nox"):
        assert f"dev.py {verb}" in done.stdout


def test_an_environment_that_was_interrupted_half_made_is_made_anew(commands):
    (dev.VENV / "half").write_text("")
    dev.VENV.joinpath("bin").mkdir()

    def make(*command):
        commands.append([str(part) for part in command])
        dev.VENV.mkdir(exist_ok=True)

    dev.must = make
    dev.provide_venv()
    assert not (dev.VENV / "half").exists()
    assert (dev.VENV / "ready").read_text() == "\n".join(dev.PINS)
    assert commands[-1][-2:] == list(dev.PINS)
    before = len(commands)
    dev.provide_venv()
    assert len(commands) == before


def test_an_environment_with_other_pins_is_made_anew(commands):
    (dev.VENV / "ready").write_text("nox==1")

    def make(*command):
        commands.append([str(part) for part in command])
        dev.VENV.mkdir(exist_ok=True)

    dev.must = make
    dev.provide_venv()
    assert len(commands) == 2


def test_without_venv_an_ordinary_user_is_told_the_line_to_type(commands, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match=r"sudo apt-get install .*python3-venv"):
        dev.provide_venv_module()
    assert commands == []


def test_without_venv_root_on_debian_installs_it(commands, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    dev.provide_venv_module()
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "install"]]
    assert "python3-venv" in commands[-1]


def test_the_test_command_ends_with_the_summary_and_fails_where_a_session_does(commands, monkeypatch):
    monkeypatch.setattr(dev, "provide_venv", lambda: dev.VENV / "bin")
    assert dev.test() == 0
    assert commands[0][-len(dev.TEST) :] == list(dev.TEST)
    assert commands[1][1].endswith("summary.py")
    monkeypatch.setattr(dev, "nox", lambda *arguments: 1)
    assert dev.test() == 1


def test_the_demo_command_fails_where_its_session_does(commands, monkeypatch, capsys):
    monkeypatch.setattr(dev, "nox", lambda *arguments: 1)
    assert dev.demo() == 1
    assert "the demo failed" in capsys.readouterr().out


def test_a_failing_command_stops_with_its_output(capfd):
    with pytest.raises(SystemExit, match="this command failed"):
        dev.run.__globals__["must"](sys.executable, "-c", "print('why'); raise SystemExit(3)")
    assert "why" in capfd.readouterr().err
