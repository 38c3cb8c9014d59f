from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from symnp._layout import layout as layouts
from symnp._layout import reserve as reserving
from symnp._layout.index import template
from symnp._layout.layout import layout_of, root_layout
from symnp._layout.selection import Cut, arrangement, cover, select
from symnp.errors import LayoutTooLargeError


def getitem(index):
    return ("getitem", template(index)[0])


def test_equal_layouts_are_one_object():
    assert root_layout((3, 4), np.dtype("f8")) is root_layout((3, 4), np.dtype("f8"), (32, 8))
    assert root_layout((3, 4), np.dtype("f8")) is not root_layout((3, 4), np.dtype("f8"), (8, 24))


def test_a_layout_of_tebibytes_takes_no_memory():
    layout = root_layout((10**6, 10**6), np.dtype("f8"))
    assert layout.nbytes == 8 * 10**12
    assert layout.derive(("transpose", None)).strides == (8, 8 * 10**6)


def test_a_layout_beyond_the_reserve_is_refused_by_name():
    with pytest.raises(LayoutTooLargeError, match=r"shape \(1000000, 1000000, 1000000\).*lets symnp reserve"):
        root_layout((10**6, 10**6, 10**6), np.dtype("f8"))


def test_a_layout_of_objects_is_refused():
    with pytest.raises(TypeError, match="not Python objects: got dtype object; use numpy"):
        root_layout((3,), np.dtype(object))


def test_views_that_show_the_same_are_one_layout():
    root = root_layout((4, 5), np.dtype("f8"))
    twice = root.derive(("transpose", None)).derive(("transpose", (1, 0)))
    assert twice is root
    assert root.derive(getitem(np.s_[1:3])) is root.derive(getitem(np.s_[1:-1]))


def test_the_memory_of_derivations_is_bounded():
    root = root_layout((2000,), np.dtype("f8"))
    for i in range(1000):
        root.derive(getitem(slice(i, i + 1)))
    assert len(root._derived) <= layouts._DERIVED_LIMIT


def test_where_the_system_refuses_the_largest_reserve_a_smaller_one_serves(monkeypatch):
    sizes = []

    def refuse_all_but_the_last(size):
        sizes.append(size)
        return bytearray(64) if size == reserving._SIZES[-1] else None

    monkeypatch.setattr(reserving, "_map", refuse_all_but_the_last)
    assert reserving.reserve.__wrapped__().size == 64
    assert sizes == list(reserving._SIZES)


def test_where_the_system_refuses_every_reserve_the_error_says_what_to_raise(monkeypatch):
    monkeypatch.setattr(reserving.mmap, "mmap", lambda *args, **kwargs: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(MemoryError, match="ulimit -v"):
        reserving.reserve.__wrapped__()


@st.composite
def chains(draw):
    """Draw an array and a chain of view steps on it."""
    shape = draw(hnp.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=6))
    layout = layout_of(np.zeros(shape))
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["getitem", "transpose", "expand_dims", "squeeze", "broadcast_to"]))
        if kind == "getitem":
            step = getitem(draw(hnp.basic_indices(layout.shape, allow_newaxis=True, max_dims=5)))
        elif kind == "transpose":
            step = (kind, tuple(draw(st.permutations(range(len(layout.shape))))))
        elif kind == "expand_dims":
            step = (kind, draw(st.integers(0, len(layout.shape))))
        elif kind == "squeeze":
            step = (kind, None)
        else:
            step = (kind, (2, *[3 if n == 1 else n for n in layout.shape]))
        layout = layout.derive(step)
    return layout


@given(chains(), st.booleans(), st.integers(1, 3))
def test_selection_and_arrangement_together_are_the_view(layout, unit_step, at_least):
    buffer = np.arange(layout.root.size, dtype=float).reshape(layout.root.shape)
    expected = layout.replay(buffer)
    selection = select(layout)
    if layout is layout.root:
        return
    covers = tuple(
        cover(cut, n, unit_step=unit_step, at_least=at_least)
        for cut, n in zip(selection.cuts, layout.root.shape, strict=True)
    )
    part = buffer[tuple(slice(*c.key) for c in covers)]
    assert all(c.step == 1 or not unit_step for c in covers)
    assert all(
        c.count >= min(at_least, n) or not cut.count
        for c, cut, n in zip(covers, selection.cuts, buffer.shape, strict=True)
    )
    shadow = layout_of(part)
    for step in arrangement(selection, covers):
        shadow = shadow.derive(step)
    np.testing.assert_array_equal(shadow.replay(part) if shadow is not shadow.root else part, expected)


def test_a_reshape_cannot_be_taken_apart():
    layout = root_layout((4, 6), np.dtype("f8")).derive(("reshape", ((24,), "C"))).derive(getitem(slice(0, 5)))
    assert select(layout) is None


def test_a_cut_knows_its_ends_in_both_directions():
    assert (Cut(8, -2, 3).first, Cut(8, -2, 3).stop) == (4, 9)
    assert (Cut(4, 2, 3).first, Cut(4, 2, 3).stop) == (4, 9)


def test_a_view_reached_first_by_a_reshape_can_still_be_taken_apart():
    root = root_layout((6, 1), np.dtype("f8"))
    reshaped = root.derive(("reshape", ((6,), "C")))
    assert select(reshaped) is None
    indexed = root.derive(("getitem", ((None, None, None), 0)))
    assert indexed is reshaped
    assert select(indexed) is not None
