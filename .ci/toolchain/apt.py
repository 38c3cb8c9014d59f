"""Install tools through apt, and say the one line to type where that cannot be done."""

# apt-get and dpkg-query are run by name, as root, on a machine that is given over to tests.

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from toolchain.sources import APT, has_suite, main_source, pin_text, read_sources, suite_text
from toolchain.tools import Tool, ToolMissingError

JULIA_SUITE = "bullseye"
WHY = "Debian's last Julia package, for tests; written by .ci/toolchains.py."
SUITE_FILE = Path("sources.list.d") / f"{JULIA_SUITE}-for-julia.sources"
PIN_FILE = Path("preferences.d") / f"{JULIA_SUITE}-for-julia"
# So low that apt takes a package from this suite only where no other suite has any version of it.
PRIORITY = 50
SHOW_EVERY = 5.0


def codename(release: Path = Path("/etc/os-release")) -> str:
    """Return the distribution's code name (`bookworm`), or an empty text."""
    lines = release.read_text("utf-8").splitlines() if release.is_file() else []
    found = dict(line.split("=", 1) for line in lines if "=" in line)
    return found.get("VERSION_CODENAME", "").strip('"')


def obstacle() -> str:
    """Return why nothing can be installed here, or an empty text."""
    if shutil.which("apt-get") is None:
        return "this machine has no apt-get (it is neither Debian nor Ubuntu)"
    return "" if os.geteuid() == 0 else "installing needs root"


def line_to_type(tool: Tool) -> str:
    """Return the one line that brings a tool to this machine."""
    if shutil.which("apt-get") is None:
        return f"no line known for this system: put the tools of {' '.join(tool.packages)} on the PATH"
    if tool.name == "julia":
        return "sudo python3 .ci/toolchains.py --only julia"
    return f"sudo apt-get install -y --no-install-recommends {' '.join(tool.packages)}"


def apt_get(*arguments: str) -> None:
    """Run apt-get without questions, showing its latest line now and then, and raise with its errors."""
    command = ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=120", *arguments]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "NEEDRESTART_MODE": "a"}
    said, shown = [], time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=quiet) as apt:
        for line in apt.stdout or ():
            said.append(line.strip())
            if time.monotonic() - shown > SHOW_EVERY:
                shown = time.monotonic()
                print(f"    ... {line.strip()[:100]}", flush=True)
    if apt.returncode:
        errors = [line for line in said if line.startswith(("E:", "W:"))] or said[-3:]
        raise ToolMissingError(f"apt-get {' '.join(arguments)} ended with {apt.returncode}: {' '.join(errors)}")


def install(tool: Tool) -> None:
    """Install one tool's packages; Julia needs a suite of its own and an older libunwind8."""
    if tool.name == "julia":
        install_julia()
    else:
        apt_get("install", "--no-install-recommends", *tool.packages)


def install_julia() -> None:
    """Install Debian's last Julia, beside the libunwind8 that it was built with."""
    foreign = shutil.which("julia")
    if foreign and Path(foreign).resolve().parent != Path("/usr/bin"):
        raise ToolMissingError(f"{foreign} is no Debian package and does not work: mend it or take it off the PATH")
    add_julia_suite()
    apt_get("install", "--no-install-recommends", "julia")
    if codename() != JULIA_SUITE:
        # With libunwind8 1.6 this Julia crashes on any exception; 1.3.2 beside it cures that.
        apt_get("install", "--allow-downgrades", f"libunwind8/{JULIA_SUITE}")


def add_julia_suite(apt: Path = APT) -> None:
    """Let apt use the older suite of the mirror that it already uses, and take it back if it is not served."""
    entries = read_sources(apt)
    if has_suite(entries, JULIA_SUITE):
        return
    source = main_source(entries, codename())
    if source is None or "ubuntu" in os_identity():
        raise ToolMissingError(f"apt's sources name no Debian mirror, so no suite {JULIA_SUITE} to take Julia from")
    (apt / SUITE_FILE).write_text(suite_text(source, JULIA_SUITE, WHY), "utf-8")
    (apt / PIN_FILE).write_text(pin_text(JULIA_SUITE, PRIORITY, WHY), "utf-8")
    # Only this one source is read: another source's trouble must not be blamed on it.
    only = ("-o", f"Dir::Etc::sourcelist={apt / SUITE_FILE}", "-o", "Dir::Etc::sourceparts=-")
    try:
        apt_get("update", *only, "-o", "APT::Get::List-Cleanup=0")
    except ToolMissingError as problem:
        remove_julia_suite(apt)
        raise ToolMissingError(f"the mirror {source.uris[0]} does not serve {JULIA_SUITE}: {problem}") from None


def remove_julia_suite(apt: Path = APT) -> None:
    """Take the older suite away again: a source that cannot be read would break every later apt-get update."""
    for path in (SUITE_FILE, PIN_FILE):
        (apt / path).unlink(missing_ok=True)


def os_identity(release: Path = Path("/etc/os-release")) -> str:
    """Return the distribution's ID (`debian`, `ubuntu`), or an empty text."""
    lines = release.read_text("utf-8").splitlines() if release.is_file() else []
    return next((line[3:].strip('"') for line in lines if line.startswith("ID=")), "")
