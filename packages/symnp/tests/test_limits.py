"""How much memory is left, as Linux says it, and plans that need more."""

from __future__ import annotations

import numpy as np
import pytest

import symnp
from symnp._cost.limits import available_memory, check_memory, refuse_if_too_large
from symnp._plan.plan import make_plan
from symnp.errors import PeakTooLargeError

GIB = 2**30


def written(root, files):
    """Write files below a folder that stands for the root of a system."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


MEMINFO = {"proc/meminfo": f"MemTotal: 99999999 kB\nMemAvailable: {8 * GIB // 1024} kB\n"}


def test_without_control_groups_the_system_says_what_is_available(tmp_path):
    assert available_memory(written(tmp_path, MEMINFO)) == 8 * GIB


def test_where_the_system_says_nothing_nothing_is_known(tmp_path):
    assert available_memory(tmp_path) is None


def test_this_system_has_some_memory_left():
    left = available_memory()
    assert left is None or left > 0


def test_a_group_of_version_2_leaves_what_is_below_its_limit(tmp_path):
    files = {
        "proc/self/cgroup": "0::/user/job\n",
        "sys/fs/cgroup/user/job/memory.max": f"{4 * GIB}\n",
        "sys/fs/cgroup/user/job/memory.current": f"{3 * GIB}\n",
        "sys/fs/cgroup/user/job/memory.stat": f"anon 5\ninactive_file {GIB // 2}\n",
    }
    assert available_memory(written(tmp_path, MEMINFO | files)) == GIB + GIB // 2


def test_a_group_around_it_may_be_tighter(tmp_path):
    files = {
        "proc/self/cgroup": "0::/user/job\n",
        "sys/fs/cgroup/user/job/memory.max": "max\n",
        "sys/fs/cgroup/user/job/memory.current": f"{GIB}\n",
        "sys/fs/cgroup/user/memory.max": f"{2 * GIB}\n",
        "sys/fs/cgroup/user/memory.current": f"{GIB}\n",
    }
    assert available_memory(written(tmp_path, MEMINFO | files)) == GIB


def test_a_group_of_version_1_counts_in_a_container_that_does_not_see_its_own_path(tmp_path):
    files = {
        "proc/self/cgroup": "5:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n",
        "sys/fs/cgroup/memory/memory.limit_in_bytes": f"{2 * GIB}\n",
        "sys/fs/cgroup/memory/memory.usage_in_bytes": f"{GIB}\n",
        "sys/fs/cgroup/memory/memory.stat": f"total_inactive_file {GIB // 4}\n",
    }
    assert available_memory(written(tmp_path, MEMINFO | files)) == GIB + GIB // 4


def test_version_1_writes_a_huge_number_where_there_is_no_limit(tmp_path):
    files = {
        "proc/self/cgroup": "4:memory:/\n",
        "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        "sys/fs/cgroup/memory/memory.usage_in_bytes": f"{GIB}\n",
    }
    assert available_memory(written(tmp_path, MEMINFO | files)) == 8 * GIB


def test_a_group_above_its_limit_leaves_nothing(tmp_path):
    files = {
        "proc/self/cgroup": "0::/\n",
        "sys/fs/cgroup/memory.max": f"{GIB}\n",
        "sys/fs/cgroup/memory.current": f"{2 * GIB}\n",
    }
    assert available_memory(written(tmp_path, MEMINFO | files)) == 0


def large_plan():
    x = symnp.spec((1 << 14, 1 << 14))
    return make_plan([np.fft.fft2(x)._peek()])  # The line that the error names.


def test_a_plan_above_what_is_left_is_refused_with_its_peak_its_place_and_a_way_out():
    with pytest.raises(PeakTooLargeError, match=r"to need 8\.00 GiB of memory, and 7\.00 GiB are left") as caught:
        check_memory(large_plan(), 0, 7 * GIB)
    text = str(caught.value)
    assert "reached at fft2 with a result of shape (16384, 16384) and dtype complex128" in text
    assert "test_limits.py:" in text
    assert "explain" in text
    assert isinstance(caught.value, MemoryError)


def test_what_is_held_besides_counts():
    plan = large_plan()
    check_memory(plan, 0, 9 * GIB)
    with pytest.raises(PeakTooLargeError, match=r"need 10\.00 GiB"):
        check_memory(plan, 2 * GIB, 9 * GIB)


def test_where_nothing_is_known_nothing_is_refused():
    check_memory(large_plan(), 0, None)


def test_a_small_plan_does_not_ask_the_system():
    asked = []

    def available():
        asked.append(1)
        return 0

    refuse_if_too_large(make_plan([(symnp.spec(1000) + 1)._peek()]), available=available)
    assert not asked
    with pytest.raises(PeakTooLargeError):
        refuse_if_too_large(large_plan(), available=available)
    assert asked
