"""Read the sources that apt already uses, and derive another suite of the same mirror from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

APT = Path("/etc/apt")
# The one-line form's options, where deb822 does not simply write them with capitals.
_DEB822_NAMES = {"arch": "Architectures", "lang": "Languages"}
# What a suite line must never inherit: they belong to the entry, not to the mirror.
_OF_THE_ENTRY = {"Types", "URIs", "Suites", "Components", "Enabled"}


@dataclass(frozen=True)
class Source:
    """One entry of apt's sources: where it is, which suites and components, and the fields that make it trusted."""

    types: tuple[str, ...]
    uris: tuple[str, ...]
    suites: tuple[str, ...]
    components: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict)


def parse_deb822(text: str) -> list[Source]:
    """Return the enabled entries of a `.sources` file."""
    stanzas = re.split(r"\n[ \t]*\n", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    fields = [_stanza_fields(stanza) for stanza in stanzas]
    return [_source(found) for found in fields if found.get("URIs") and found.get("Enabled", "yes") != "no"]


def _stanza_fields(stanza: str) -> dict[str, str]:
    """Return a stanza's fields; a continuation line (an embedded key, say) keeps its line breaks."""
    pairs = re.findall(r"^([A-Za-z0-9-]+):[ \t]*(.*(?:\n[ \t].*)*)", stanza, flags=re.MULTILINE)
    return {_canonical(name): value.strip() for name, value in pairs}


def _canonical(name: str) -> str:
    """Return a deb822 field name as Debian writes it: apt compares them without regard to case."""
    return "URIs" if name.lower() == "uris" else "-".join(part.capitalize() for part in name.split("-"))


def _source(fields: dict[str, str]) -> Source:
    words = {name: tuple(fields.get(name, "").split()) for name in ("Types", "URIs", "Suites", "Components")}
    kept = {name: value for name, value in fields.items() if name not in _OF_THE_ENTRY}
    return Source(words["Types"], words["URIs"], words["Suites"], words["Components"], kept)


def parse_one_line(text: str) -> list[Source]:
    """Return the entries of a `sources.list` file: `deb [option=value ...] URI suite component ...`."""
    pattern = r"^(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)[ \t]*([^#\n]*)"
    found = re.findall(pattern, text, flags=re.MULTILINE)
    return [
        Source((kind,), (uri,), (suite,), tuple(components.split()), _option_fields(options))
        for kind, options, uri, suite, components in found
    ]


def _option_fields(options: str) -> dict[str, str]:
    """Translate `signed-by=... arch=...` into the fields that deb822 has for them."""
    pairs = (option.split("=", 1) for option in options.split() if "=" in option)
    return {_DEB822_NAMES.get(name, _canonical(name)): value.replace(",", " ") for name, value in pairs}


def read_sources(apt: Path = APT) -> list[Source]:
    """Return every entry that apt uses on this machine, in apt's own order of reading."""
    lists = [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*.list"))]
    one_line = [entry for path in lists if path.is_file() for entry in parse_one_line(path.read_text("utf-8"))]
    stanzas = sorted((apt / "sources.list.d").glob("*.sources"))
    return one_line + [entry for path in stanzas for entry in parse_deb822(path.read_text("utf-8"))]


def main_source(entries: list[Source], codename: str) -> Source | None:
    """Return the entry that the distribution itself comes from, or None.

    Third parties use the distribution's code name too, but with components of their own: `main` tells them apart.
    """
    names = {codename, "stable", "oldstable", "oldoldstable"}
    fitting = [
        entry
        for entry in entries
        if "deb" in entry.types and names & set(entry.suites) and "main" in entry.components and entry.uris
        if not entry.uris[0].startswith("cdrom:")
    ]
    return fitting[0] if fitting else None


def has_suite(entries: list[Source], suite: str) -> bool:
    """Return whether apt already uses the main component of a suite."""
    return any("deb" in entry.types and suite in entry.suites and "main" in entry.components for entry in entries)


def suite_text(source: Source, suite: str, why: str) -> str:
    """Return a `.sources` file for another suite of the mirror that `source` names."""
    lines = [f"# {why}", "Types: deb", f"URIs: {source.uris[0]}", f"Suites: {suite}", "Components: main"]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in source.fields.items())]) + "\n"


def pin_text(suite: str, priority: int, why: str) -> str:
    """Return a preferences file that ranks every package of a suite below whatever else offers it."""
    return f"Explanation: {why}\nPackage: *\nPin: release n={suite}\nPin-Priority: {priority}\n"
