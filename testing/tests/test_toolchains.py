"""The toolchain script: what it reads from apt's sources, what it writes for apt, and how it says what is missing."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parents[2] / ".ci"


def _load(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name while they are made.
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


toolchains = _load(CI / "toolchains.py")
# The script put its folder on the path: its rooms are importable by name from here on.
apt = importlib.import_module("toolchain.apt")
sources = importlib.import_module("toolchain.sources")
tools = importlib.import_module("toolchain.tools")

DEB822 = """\
Types: deb
# a comment between two fields
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://elsewhere.example/tool
Suites: bookworm
Components: stable
"""


def _tool(name: str, prove) -> object:
    return tools.Tool(name, (f"{name}-package",), prove)


def _broken(folder: Path) -> str:
    raise tools.ToolMissingError("it is not there")


def test_deb822_entries_keep_their_order_and_fields() -> None:
    first, second, third = sources.parse_deb822(DEB822)
    assert (first.uris, first.suites) == (("http://mirror.example/debian",), ("bookworm", "bookworm-updates"))
    assert first.fields == {"Signed-By": "/usr/share/keyrings/debian.gpg"}
    assert second.fields == {}
    assert third.components == ("stable",)


def test_a_disabled_deb822_entry_is_left_out() -> None:
    assert sources.parse_deb822("Enabled: no\n" + DEB822)[0].suites == ("bookworm-security",)


def test_field_names_are_read_without_regard_to_case() -> None:
    (entry,) = sources.parse_deb822("types: deb\nuris: http://m.example/d\nSUITES: bookworm\ncomponents: main\n")
    assert (entry.types, entry.uris, entry.suites) == (("deb",), ("http://m.example/d",), ("bookworm",))


def test_an_embedded_key_keeps_its_lines() -> None:
    key = "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----\n"
    (entry,) = sources.parse_deb822("Types: deb\nURIs: http://m.example/d\nSuites: bookworm\nComponents: main\n" + key)
    written = sources.suite_text(entry, "bullseye", "why")
    assert sources.parse_deb822(written)[0].fields == entry.fields
    assert "\n mQINBF\n" in written


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("deb http://m.example/debian bookworm main contrib", {}),
        ("deb [signed-by=/k.gpg] http://m.example/debian bookworm main contrib # why", {"Signed-By": "/k.gpg"}),
        (
            "deb  [arch=amd64,arm64 trusted=yes]  http://m.example/debian  bookworm  main contrib",
            {"Architectures": "amd64 arm64", "Trusted": "yes"},
        ),
    ],
)
def test_one_line_entries_become_the_same_fields(line: str, fields: dict[str, str]) -> None:
    (entry,) = sources.parse_one_line(f"# deb http://old.example/debian buster main\n{line}\n")
    assert (entry.uris, entry.suites) == (("http://m.example/debian",), ("bookworm",))
    assert entry.components == ("main", "contrib")
    assert entry.fields == fields


def test_both_forms_are_read_from_a_machine(tmp_path: Path) -> None:
    folder = tmp_path / "sources.list.d"
    folder.mkdir()
    (tmp_path / "sources.list").write_text("deb http://one.example/debian bookworm main\n", "utf-8")
    (folder / "more.list").write_text("deb http://two.example/debian bookworm main\n", "utf-8")
    (folder / "debian.sources").write_text(DEB822, "utf-8")
    (folder / "off.sources.disabled").write_text(DEB822, "utf-8")
    uris = [entry.uris[0] for entry in sources.read_sources(tmp_path)]
    assert uris[:3] == ["http://one.example/debian", "http://two.example/debian", "http://mirror.example/debian"]
    assert len(uris) == 5


def test_a_machine_without_sources_has_none(tmp_path: Path) -> None:
    assert sources.read_sources(tmp_path) == []


def test_the_main_source_is_neither_security_nor_a_third_party() -> None:
    entries = list(reversed(sources.parse_deb822(DEB822)))
    assert sources.main_source(entries, "bookworm").uris == ("http://mirror.example/debian",)


@pytest.mark.parametrize(
    "line",
    [
        "deb cdrom:[Debian] bookworm main",
        "deb-src http://m.example/debian bookworm main",
        "deb http://m.example/debian trixie main",
        "deb http://m.example/debian bookworm contrib",
    ],
)
def test_what_is_no_main_source(line: str) -> None:
    assert sources.main_source(sources.parse_one_line(line), "bookworm") is None


def test_the_suite_comes_from_the_same_mirror_with_the_same_key() -> None:
    source = sources.main_source(sources.parse_deb822(DEB822), "bookworm")
    (entry,) = sources.parse_deb822(sources.suite_text(source, "bullseye", "why it is there"))
    assert entry.uris == source.uris
    assert (entry.suites, entry.components) == (("bullseye",), ("main",))
    assert entry.fields == source.fields


def test_the_pin_ranks_the_whole_suite_below_everything() -> None:
    text = sources.pin_text("bullseye", 50, "why")
    assert text == "Explanation: why\nPackage: *\nPin: release n=bullseye\nPin-Priority: 50\n"
    assert apt.PRIORITY < 100, "at 100 and above apt would keep what is installed from it up to date"


def test_a_suite_that_is_there_is_not_added_twice(tmp_path: Path) -> None:
    (tmp_path / "sources.list").write_text("deb http://m.example/debian bullseye main\n", "utf-8")
    apt.add_julia_suite(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["sources.list"]


def _machine(tmp_path: Path) -> Path:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "preferences.d").mkdir()
    (tmp_path / "sources.list.d" / "debian.sources").write_text(DEB822, "utf-8")
    return tmp_path


def _pretend_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "codename", lambda: "bookworm")
    monkeypatch.setattr(apt, "os_identity", lambda: "debian")


def test_the_suite_and_its_pin_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, ...]] = []
    _pretend_debian(monkeypatch)
    monkeypatch.setattr(apt, "apt_get", lambda *arguments: calls.append(arguments))
    apt.add_julia_suite(_machine(tmp_path))
    assert sources.has_suite(sources.read_sources(tmp_path), "bullseye")
    assert "Pin-Priority: 50" in (tmp_path / apt.PIN_FILE).read_text("utf-8")
    assert [call[0] for call in calls] == ["update"]


def test_a_suite_that_is_not_served_is_named_and_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: str) -> None:
        raise tools.ToolMissingError("E: it does not have a Release file")

    _pretend_debian(monkeypatch)
    monkeypatch.setattr(apt, "apt_get", refuse)
    with pytest.raises(tools.ToolMissingError, match=r"mirror\.example/debian does not serve bullseye: E: it does not"):
        apt.add_julia_suite(_machine(tmp_path))
    assert not (tmp_path / apt.SUITE_FILE).exists()
    assert not (tmp_path / apt.PIN_FILE).exists()


def test_ubuntu_has_no_debian_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "codename", lambda: "bookworm")
    monkeypatch.setattr(apt, "os_identity", lambda: "ubuntu")
    with pytest.raises(tools.ToolMissingError, match="no Debian mirror"):
        apt.add_julia_suite(_machine(tmp_path))


def test_code_name_and_identity_are_read(tmp_path: Path) -> None:
    release = tmp_path / "os-release"
    release.write_text('ID=debian\nNAME="Debian"\nVERSION_CODENAME="bookworm"\n', "utf-8")
    assert (apt.codename(release), apt.os_identity(release)) == ("bookworm", "debian")
    assert (apt.codename(tmp_path / "none"), apt.os_identity(tmp_path / "none")) == ("", "")


@pytest.mark.parametrize(
    ("required", "told", "status"), [(False, False, 3), (False, True, 0), (True, False, 1), (True, True, 1)]
)
def test_a_missing_tool_decides_the_status(required: bool, told: bool, status: int) -> None:
    found = toolchains.look_at([_tool("good", lambda _: "good 1.0"), _tool("bad", _broken)])
    assert toolchains.verdict(found, required=required, told=told) == status
    assert toolchains.verdict(found[:1], required=required, told=told) == 0


def test_a_missing_tool_is_reported_by_name_reason_and_line(tmp_path: Path, capsys) -> None:
    found = toolchains.look_at([_tool("bad", _broken)])
    toolchains.report(found, str(tmp_path / "found.json"))
    said = capsys.readouterr().out
    assert "MISSING  bad" in said
    assert "it is not there" in said
    assert "bad-package" in said
    record = json.loads((tmp_path / "found.json").read_text("utf-8"))["bad"]
    assert (record["present"], record["reason"]) == (False, "it is not there")


def test_what_apt_complained_of_comes_before_what_the_look_saw(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def refuse(tool) -> None:
        raise tools.ToolMissingError("apt-get ended with 100")

    monkeypatch.setattr(toolchains, "apt_get", lambda *_: None)
    monkeypatch.setattr(toolchains, "install", refuse)
    bad = [_tool("bad", _broken)]
    (look,) = toolchains.install_missing(bad, toolchains.look_at(bad))
    assert look.problem == "apt-get ended with 100; it is not there"


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (["no-such-tool"], "no-such-tool is not on the PATH"),
        ([sys.executable, "-c", "raise SystemExit('broken')"], "ended with 1: broken"),
        ([sys.executable, "-c", "import os; os.abort()"], "died of SIGABRT"),
    ],
)
def test_a_failing_command_says_how_it_failed(command: list[str], complaint: str) -> None:
    with pytest.raises(tools.ToolMissingError, match=complaint):
        tools.run(command)


def test_a_command_that_hangs_is_ended() -> None:
    with pytest.raises(tools.ToolMissingError, match="did not end within"):
        tools.run([sys.executable, "-c", "import time; time.sleep(30)"], timeout=0.2)


def test_every_tool_has_packages_and_a_line_to_type() -> None:
    assert len({tool.name for tool in tools.TOOLS}) == len(tools.TOOLS)
    assert all(tool.packages and apt.line_to_type(tool) for tool in tools.TOOLS)
