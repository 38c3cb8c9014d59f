"""What is written over was read by one task alone, and nothing is where somebody may keep it."""

from __future__ import annotations

import dask
import numpy as np
import pytest
from dask._task_spec import Alias, TaskRef, convert_legacy_graph
from dask.core import flatten
from workloads import WORKLOADS

from dask_linalg.schedule import ownership
from dask_linalg.schedule.tasks import Step


@pytest.fixture(params=WORKLOADS)
def lazy(request, small_tiles):
    return WORKLOADS[request.param].lazy()


def graph_of(arrays):
    graph = {}
    for array in arrays:
        graph |= dict(array.__dask_graph__())
    return convert_legacy_graph(graph)


def before(graph, key):
    """Return all tasks that are done before a task begins."""
    found, waiting = set(), [key]
    while waiting:
        for one in graph[waiting.pop()].dependencies - found:
            found.add(one)
            waiting.append(one)
    return found


def test_what_is_written_over_is_read_by_nobody_later_and_is_no_result(lazy):
    graph = graph_of(lazy)
    results = set(flatten([array.__dask_keys__() for array in lazy]))
    results |= {task.target for task in graph.values() if isinstance(task, Alias)}
    for key, task in graph.items():
        if isinstance(task, Step) and task.work.in_place:
            first = next(one.key for one in task.args if isinstance(one, TaskRef))
            readers = {other for other, one in graph.items() if first in one.dependencies}
            assert readers - {key} <= before(graph, key), f"{key} writes over {first}, which others read"
            assert first not in results


def copied(value):
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)):
        return [copied(one) for one in value]
    return copied(tuple(vars(value).values())) if hasattr(value, "__dict__") else value


def test_on_a_worker_no_task_changes_what_it_is_handed(lazy, monkeypatch):
    monkeypatch.setattr(ownership, "_is_kept", lambda: True)
    graph = graph_of(lazy)
    values, before = {}, {}
    for key in sorted(graph, key=dask.order.order(graph).get):
        task = graph[key]
        values[key] = task({one: values[one] for one in task.dependencies})
        before[key] = copied(values[key])
    for key, value in values.items():
        np.testing.assert_equal(copied(value), before[key], err_msg=str(key))


def test_the_layers_of_a_graph_are_what_dask_wants_them_to_be(lazy):
    for array in lazy:
        array.__dask_graph__().validate()
    together = sum(array.sum() for array in lazy)
    together.__dask_graph__().validate()
