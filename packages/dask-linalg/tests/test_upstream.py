"""Each fault of Dask's that the page shows is there, and its patches mend it and break none of Dask's own tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import dask
import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "upstream.md").read_text("utf-8")
PATCHES = sorted((DOCS / "upstream").glob("*.patch"))
PACKAGE = Path(dask.__file__).parent
SPLIT = "# Today:\n"

pytestmark = pytest.mark.newest  # The page is about Dask 2026.8.0 and what came after it.

RUN = """
import json, sys, traceback, warnings
warnings.simplefilter("ignore")
import dask
said = []
for source in json.load(sys.stdin):
    try:
        exec(compile(source, "<page>", "exec"), {})
        said.append("")
    except Exception:
        said.append(traceback.format_exc())
print(json.dumps({"dask": dask.__file__, "said": said}))
"""


class Section(NamedTuple):
    heading: str
    today: str
    patches: tuple[str, ...]
    mended: str

    def __str__(self):
        return self.heading


def sections():
    found = []
    for text in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        blocks = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        if not blocks:
            continue
        announced = re.search(r"^With (\[.*):\n\n```python$", text, re.MULTILINE)
        patches = tuple(re.findall(r"\(upstream/([\w-]+\.patch)\)", announced[1])) if announced else ()
        mended = blocks[0].split(SPLIT)[0] + blocks[1] if announced else ""
        assert len(blocks) == 1 + bool(announced), text
        assert blocks[0].count(SPLIT) == 1, text
        found.append(Section(text.splitlines()[0], blocks[0], patches, mended))
    return found


SECTIONS = sections()
MENDED = [section for section in SECTIONS if section.patches]


def environment(folder):
    """Return variables with which Dask comes from a folder, and what is compiled is kept for the next process."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(folder), "OPENBLAS_NUM_THREADS": "1"}


def said(sources, folder):
    """Run sources one by one in a process whose Dask is the folder's; return their tracebacks, empty where all held."""
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(sources),
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert Path(answer["dask"]).parents[1] == folder
    return answer["said"]


def apply(names, folder):
    # Git would leave out what lies beside a repository that it finds in a folder above.
    variables = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    for name in names:
        arguments = ["git", "apply", str(DOCS / "upstream" / name)]
        done = subprocess.run(arguments, cwd=folder, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stderr}"


@pytest.fixture(scope="module")
def unpatched(tmp_path_factory):
    """Return a folder with a copy of Dask, and of its tests those of arrays."""
    folder = tmp_path_factory.mktemp("unpatched")
    others = {str(path) for path in PACKAGE.rglob("tests") if path.parent.name != "array"}
    shutil.copytree(
        PACKAGE, folder / "dask", ignore=lambda where, found: [n for n in found if str(Path(where, n)) in others]
    )
    return folder


@pytest.fixture(scope="module")
def today(unpatched):
    """Run all blocks with Dask as it is."""
    found = said([section.today for section in SECTIONS] + [section.mended for section in MENDED], unpatched)
    return found[: len(SECTIONS)], found[len(SECTIONS) :]


@pytest.fixture(scope="module")
def patched(unpatched, today, tmp_path_factory):
    """Return a folder with a copy of Dask to which patches are applied; one folder for each selection of patches."""

    @cache
    def copy(names):
        folder = tmp_path_factory.mktemp("patched")
        # Here is what `today` has compiled, too.
        shutil.copytree(unpatched / "dask", folder / "dask")
        apply(names, folder)
        return folder

    return copy


@pytest.fixture(scope="module")
def with_patches(patched):
    """Return what a selection of patches makes of the sections that name just these."""

    @cache
    def run(names):
        chosen = [section for section in MENDED if section.patches == names]
        return dict(zip(chosen, said([section.mended for section in chosen], patched(names)), strict=True))

    return run


@pytest.mark.parametrize("index", range(len(SECTIONS)), ids=[section.heading for section in SECTIONS])
def test_what_the_page_shows_is_so_today(today, index):
    assert today[0][index] == "", "if Dask has mended it, the section and its patch can go"


@pytest.mark.parametrize("index", range(len(MENDED)), ids=[section.heading for section in MENDED])
def test_what_the_page_promises_is_not_so_without_the_patches(today, index):
    assert today[1][index] != ""


@pytest.mark.parametrize("section", MENDED, ids=str)
def test_the_patches_of_a_section_mend_what_it_shows(with_patches, section):
    assert with_patches(section.patches)[section] == ""


def test_all_patches_together_mend_all_of_it(patched):
    found = said([section.mended for section in MENDED], patched(tuple(path.name for path in PATCHES)))
    assert found == [""] * len(MENDED)


def test_patches_apply_in_any_order(patched, tmp_path):
    names = [path.name for path in PATCHES]
    files = [Path("dask", "array", name) for name in ("core.py", "linalg.py")]
    (tmp_path / "dask" / "array").mkdir(parents=True)
    for file in files:
        shutil.copy(PACKAGE.parent / file, tmp_path / file)
    apply(reversed(names), tmp_path)
    for file in files:
        assert (tmp_path / file).read_text() == (patched(tuple(names)) / file).read_text()


def test_each_patch_is_shown_and_in_the_table_and_named_by_a_section():
    names = [path.name for path in PATCHES]
    assert sorted(re.findall(r"^```\{literalinclude\} upstream/(.+)$", PAGE, re.MULTILINE)) == names
    assert sorted(re.findall(r"^\| \[.+\]\(upstream/(.+?)\) \|", PAGE, re.MULTILINE)) == names
    assert sorted({name for section in MENDED for name in section.patches}) == names


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_dasks_own_tests_pass_with_all_patches(patched, tmp_path):
    folder = patched(tuple(path.name for path in PATCHES))
    tests = folder / "dask" / "array" / "tests"
    eliminating = "lu or solve or inv or cholesky or lstsq"
    # Two at once; those that Dask marks as slow repeat the others with larger matrices.
    selections = [
        [tests / "test_linalg.py", "-k", eliminating, "-m", "not slow"],
        [tests / "test_linalg.py", tests / "test_array_function.py", "-k", f"not ({eliminating})"],
    ]
    options = ["-q", "-p", "no:cacheprovider", "-W", "ignore", "-c", os.devnull, "--rootdir", folder]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "pytest", *options, *selection, f"--junitxml={tmp_path / f'{number}.xml'}"],
            cwd=tmp_path,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number, selection in enumerate(selections)
    ]
    outputs = [process.communicate(timeout=280)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], outputs
    suites = [ET.parse(tmp_path / f"{number}.xml").getroot().find("testsuite") for number in range(len(running))]
    passed = [int(suite.get("tests")) - int(suite.get("skipped")) for suite in suites]
    assert passed[0] > 40
    assert passed[1] > 350
