from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest
from pages import read_html

import symnp
from symnp._cost.machine import Machine, this_machine
from symnp._cost.work import seconds_of, work_of
from symnp._plan.plan import make_plan
from symnp.errors import MissingDataError

SLOW = Machine(
    near=(1e3, 2e9), far=(1e6, 1e9), fresh=1e-9, vector_flops=1e8, matmul_flops=1e9, plain_flops=1e7, overhead=1e-6
)


def last_step(array):
    return make_plan([array._read()]).steps[-1]


@pytest.fixture
def standardised():
    x = symnp.asarray(np.random.default_rng(0).normal(size=(2000, 500)))
    return ((x - x.mean(0)) / x.std(0))[:10]


def test_a_report_says_what_was_rewritten_where_and_what_it_saves(standardised):
    text = str(symnp.explain(standardised))
    assert "as written: predicted" in text
    assert "rewritten, level exact: predicted" in text
    assert re.search(r"slice-through-elementwise \[exact\] on getitem \(test_explaining.py:\d+\), 2 times\n", text)
    assert "test_explaining.py:" in text


def test_predicted_memory_of_the_rewritten_form_is_smaller(standardised):
    report = symnp.explain(standardised)
    assert report.written.estimate.peak == 2 * 8_000_000 + 4000
    assert report.rewritten.estimate.peak < 8_100_000 + 2 * 4000
    assert report.rewritten.estimate.seconds < report.written.estimate.seconds
    assert report.rewritten.estimate.flops < report.written.estimate.flops
    assert report.written.measured is None


def test_measured_memory_agrees_with_the_prediction(standardised):
    report = symnp.explain(standardised, measure=True)
    for form in (report.written, report.rewritten):
        assert abs(form.measured.peak - form.estimate.peak) < max(0.1 * form.estimate.peak, 8 * 2**20)
    assert "measured" in str(report)


def test_a_report_names_what_the_next_level_would_do():
    a, v = symnp.spec((500, 500)), symnp.spec(500)
    report = symnp.explain(a @ a @ v)
    assert report.next_level == "reassociate"
    assert 'level "reassociate" would apply matmul-order' in str(report)
    assert "nothing: no rule of this level fits" in str(report)
    assert symnp.explain(a @ a @ v, level="reassociate").next_level is None


def test_an_array_without_data_is_explained_but_not_measured():
    x = symnp.spec((10**6, 10**4))
    assert symnp.explain((x + 1)[:5]).rewritten.estimate.peak == 5 * 10**4 * 8
    with pytest.raises(MissingDataError):
        symnp.explain((x + 1)[:5], measure=True)


def test_the_picture_is_whole_html_without_script(standardised):
    page = read_html(symnp.explain(standardised, measure=True)._repr_html_())
    assert "script" not in page.seen
    assert page.seen.count("section") == 2
    assert "slice-through-elementwise" in page.text


def test_the_picture_escapes_what_users_write():
    x = symnp.spec(3, "M8[s]") < np.datetime64("2020-01-01")
    assert "less(" in read_html(symnp.explain(x)._repr_html_()).text


def test_a_report_of_thousands_of_operations_is_short_and_counts_them_all():
    x = symnp.spec((30, 30))
    for _ in range(1000):
        x = np.sin(x) * 0.5 + x
    report = symnp.explain(x)
    assert len(str(report).splitlines()) < 60
    assert "3000 operations" in read_html(report._repr_html_()).text


def test_time_is_bound_by_traffic_arithmetic_or_overhead():
    x = symnp.spec((1000, 1000))
    add, exp, product = last_step(x + x), last_step(np.exp(x)), last_step(x @ x)
    fresh = 8e6 / 2 * SLOW.fresh + SLOW.overhead  # Half of what the C library may still have is new.
    assert seconds_of(add, work_of(add), SLOW) == pytest.approx(16e6 / 1e9 + fresh)
    assert seconds_of(exp, work_of(exp), SLOW) == pytest.approx(20e6 / 1e8 + fresh)
    assert seconds_of(product, work_of(product), SLOW) == pytest.approx(2e9 / 1e9 + fresh)


def test_products_of_integers_are_slower_and_half_the_width_is_twice_as_fast():
    whole, single = symnp.spec((100, 100), "i8"), symnp.spec((100, 100), "f4")
    step = last_step(whole @ whole)
    assert seconds_of(step, work_of(step), SLOW) > 2e6 / SLOW.plain_flops
    step = last_step(single @ single)
    assert seconds_of(step, dataclasses.replace(work_of(step), allocated=0), SLOW) == pytest.approx(1e6 / 1e9 + 1e-6)


def test_pythons_power_is_as_much_work_as_numpys():
    x = symnp.spec(1000)
    assert work_of(last_step(x**2.2)).flops == work_of(last_step(np.power(x, 2.2))).flops > 1000


def test_bandwidth_goes_from_that_of_a_cache_to_that_of_memory():
    rates = [SLOW.bandwidth(traffic) for traffic in (0, 1e3, 10**4.5, 1e6, 1e9)]
    assert rates == pytest.approx([2e9, 2e9, 2**0.5 * 1e9, 1e9, 1e9])


def test_a_broadcast_operand_is_read_once_and_a_deviation_needs_room():
    x = symnp.spec(1000)
    broadcast = symnp.broadcast_to(x, (1000, 1000))
    assert work_of(last_step(np.exp(broadcast))).traffic == 8000 + 8_000_000
    assert work_of(last_step(x.std())).workspace == 8000
    assert work_of(last_step(x.sum())).workspace == 0


def test_this_machine_is_measured_once():
    machine = this_machine()
    assert machine is this_machine()
    measured = [getattr(machine, one.name) for one in dataclasses.fields(machine) if one.name != "rates"]
    assert all(np.all(np.asarray(value) >= 0) for value in measured)
    assert machine.near[0] < machine.far[0]
    assert machine.matmul_flops > machine.plain_flops


def test_a_write_costs_its_region_and_a_copy_only_where_the_older_content_is_needed():
    x = symnp.zeros_like(symnp.spec((1000, 1000)))
    x[:10] = 1
    alone = plan_of(x)
    work = work_of(alone.steps[-1])
    assert (work.traffic, work.allocated) == (2 * 80_000 + 8, 0)
    older = x.copy()
    x[:10] = 2
    both = plan_of(x, older)
    work = work_of(both.steps[-1])
    assert (work.traffic, work.allocated) == (2 * 80_000 + 8 + 2 * 8_000_000, 8_000_000)


def plan_of(*arrays):
    return make_plan([array._read() for array in arrays])
