"""The site's configuration. It builds offline: nothing is fetched from other projects' sites."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from generate.api import write_api_pages
from generate.drawn import drawn_parts
from generate.examples import collect_examples, gallery_list
from generate.packages import package_table
from generate.pages import collect_pages
from generate.results import benchmark_sections, gpu_section

project = "Array packages"
author = "The authors"
copyright = "the authors; BSD-3-Clause"

# Pages include these parts; they are made anew by every build, from what is true at that moment.
PARTS = HERE / "_build" / "parts"
PARTS.mkdir(parents=True, exist_ok=True)
collect_pages(ROOT, HERE / "packages")
_galleries = collect_examples(ROOT, HERE)
for name, text in {
    "packages": package_table(ROOT),
    "examples": gallery_list([target.name for _, target in _galleries]),
    "benchmarks": benchmark_sections(ROOT / "benchmarks"),
    "gpu": gpu_section(HERE / "gpu-results.json"),
    **drawn_parts(ROOT, HERE / "packages"),
}.items():
    (PARTS / f"{name}.md").write_text(text, "utf-8")
write_api_pages(ROOT, HERE / "api" / "generated")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
exclude_patterns = ["_build", "generate", "gallery/**/*.py", "gallery/**/*.ipynb", "gallery/**/*.zip"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# A block without a language is a command or a file, not Python.
highlight_language = "none"

autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False

if _galleries:
    extensions.append("sphinx_gallery.gen_gallery")
    sphinx_gallery_conf = {
        "examples_dirs": [str(source) for source, _ in _galleries],
        "gallery_dirs": [str(target) for _, target in _galleries],
        "filename_pattern": r"\.py$",
        "within_subsection_order": "FileNameSortKey",
        "download_all_examples": False,
        "write_computation_times": False,
        "show_memory": False,
        "reset_modules_order": "both",
        "show_signature": False,
    }

html_theme = "pydata_sphinx_theme"
html_title = project
html_theme_options = {"show_prev_next": False, "secondary_sidebar_items": ["page-toc"], "footer_end": []}
# Pages that have none beneath them need no sidebar for it.
html_sidebars = {
    page: [] for page in ("index", "getting-started", "packages/*/index", "benchmarks", "gpu", "contributing")
}
html_show_sourcelink = False


def leave_foreign_reference(app: Sphinx, env: Any, node: nodes.Element, text: nodes.Node) -> nodes.Node | None:
    """Show the words alone where a docstring that we take over from NumPy points at a label of NumPy's own site."""
    inherited = str(node.get("refdoc", "")).startswith("api/generated/") and node.get("refdomain") == "std"
    return text if inherited else None


def setup(app: Sphinx) -> None:
    """Connect what the configuration's values cannot say."""
    app.connect("missing-reference", leave_foreign_reference)
