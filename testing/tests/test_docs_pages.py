"""The parts of the site that are made from the checkout: what is measured is shown, what is not is said."""

from __future__ import annotations

import importlib
import json
import sys
import types
from pathlib import Path

import pytest

from monorepo_testing.paired import ClaimError, read, table

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))

api = importlib.import_module("generate.api")
examples = importlib.import_module("generate.examples")
packages = importlib.import_module("generate.packages")
results = importlib.import_module("generate.results")


def _benchmarks(folder: Path, *claims: str, **measured: object) -> Path:
    (folder / "results").mkdir()
    for claim in claims:
        (folder / f"{claim}.py").write_text(f'"""The claim of {claim}."""\n', "utf-8")
    for stem, figures in measured.items():
        (folder / "results" / f"{stem}.json").write_text(json.dumps(figures), "utf-8")
    return folder


def test_a_claim_without_a_result_is_not_measured(tmp_path: Path) -> None:
    text = results.benchmark_sections(_benchmarks(tmp_path, "one", "gpu_two", "_private"))
    assert "The claim of one.\n\n**Not measured.** The command that measures it: `python3 dev.py nox -s bench" in text
    assert "The claim of gpu_two.\n\n**Not measured.** The command that measures it: `.ci/gpu`." in text
    assert "_private" not in text


def test_a_stored_run_is_shown_in_place_of_that_sentence(tmp_path: Path) -> None:
    run = read(ROOT / "benchmarks" / "results" / "symnp_rewriting.json")
    text = results.benchmark_sections(_benchmarks(tmp_path, "one", one=run))
    assert table(run) in text
    assert f"Measured on {run['date'][:10]} on {run['machine']['cpu']}, " in text
    assert "numpy 2." in text
    assert f"{run['oracle']['passed']} of {run['oracle']['checked']} results passed the oracle" in text
    assert "Not measured" not in text


def test_what_no_oracle_passed_is_not_shown(tmp_path: Path) -> None:
    run = read(ROOT / "benchmarks" / "results" / "symnp_rewriting.json")
    with pytest.raises(ClaimError, match="holds results that no oracle passed"):
        results.benchmark_sections(_benchmarks(tmp_path, "one", one={**run, "oracle": {"checked": 2, "passed": 1}}))


def test_a_run_of_a_public_suite_says_what_each_library_passed(tmp_path: Path) -> None:
    run = read(ROOT / "benchmarks" / "results" / "symnp_array_api.json")
    text = results.benchmark_sections(_benchmarks(tmp_path, symnp_array_api=run))
    assert f"## symnp_array_api\n\n{run['text']}\n\n{table(run)}" in text
    counts = run["contenders"]["symnp"]["tests"]
    assert (
        f"| symnp {run['contenders']['symnp']['versions']['symnp']} | {counts['passed']} | {counts['failed']} | "
        in text
    )
    assert f"Of the {run['oracle']['checked']} tests that NumPy passes, symnp passes {run['oracle']['checked']}" in text
    assert "--suite PATH" in text


def test_no_benchmarks_at_all_is_said(tmp_path: Path) -> None:
    assert results.benchmark_sections(tmp_path) == "There are no benchmarks yet. **Not measured.**\n"


def test_records_become_rows() -> None:
    text = results.render({"ours": {"min": 1.0, "unit": "s"}, "theirs": {"min": 2.0, "load": 0.5}}, "who")
    assert text.splitlines()[0] == "| who | min | unit | load |"
    assert text.splitlines()[2:] == ["| ours | 1 | s |  |", "| theirs | 2 |  | 0.5 |"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (12345.678, "1.235e+04"),
        ("a|b <c>\nd", "a\\|b &lt;c> d"),
        (["-O3", "-g"], "-O3, -g"),
        ([float(n) for n in range(1, 10)], "9 values, median 5"),
    ],
)
def test_a_cell_holds_no_markup_and_no_needless_digits(value: object, shown: str) -> None:
    assert results.cell(value) == shown


def test_the_gpu_page_says_what_was_not_measured(tmp_path: Path) -> None:
    assert results.gpu_section(tmp_path / "none.json").startswith("**Not measured.**")
    (tmp_path / "gpu.json").write_text('{"device": {"cupy": "a GPU"}}', "utf-8")
    assert "| cupy | a GPU |" in results.gpu_section(tmp_path / "gpu.json")


def test_every_package_of_the_checkout_has_a_row() -> None:
    table = packages.package_table(ROOT)
    assert len(table.splitlines()) == 2 + len(list(ROOT.glob("packages/*/pyproject.toml")))
    assert "[symnp](/packages/symnp/index.md)" in table


def test_every_exported_name_is_on_the_api_page() -> None:
    module = types.ModuleType("module")
    module.Thing, module.verb, module.WrongError = type("Thing", (), {}), len, type("WrongError", (ValueError,), {})
    module.pi, module.sqrt, module.imported = 3.14, abs, abs
    module.__all__ = ["Thing", "WrongError", "__version__", "pi", "verb"]
    page = api.api_page("package", module)
    assert [group for group in ("Classes", "Functions", "Errors", "Values") if f"\n{group}\n" in page] == [
        "Classes", "Functions", "Errors", "Values",
    ]  # fmt: skip
    assert all(f"\n   {name}\n" in page for name in ("Thing", "verb", "WrongError", "pi"))
    assert "``sqrt``" in page
    assert "imported" not in page  # What NumPy has no name for is no name of NumPy's.
    assert "__version__" not in page


def test_examples_are_found_and_given_a_header(tmp_path: Path) -> None:
    folder = tmp_path / "packages" / "some" / "examples"
    folder.mkdir(parents=True)
    (folder.parent / "pyproject.toml").touch()
    assert examples.collect_examples(tmp_path, tmp_path / "docs") == []
    (folder / "first.py").write_text('"""First\n=====\n"""\n', "utf-8")
    ((source, gallery),) = examples.collect_examples(tmp_path, tmp_path / "docs")
    assert sorted(path.name for path in source.iterdir()) == ["GALLERY_HEADER.rst", "first.py"]
    assert gallery == tmp_path / "docs" / "gallery" / "some"
    assert not (folder / "GALLERY_HEADER.rst").exists()


def test_the_list_of_galleries_names_them_or_says_there_are_none() -> None:
    assert examples.gallery_list([]) == "No package has examples yet.\n"
    assert "\ngallery/some/index\n" in examples.gallery_list(["some"])
