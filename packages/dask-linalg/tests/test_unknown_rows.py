"""Arrays of unknown chunk sizes, as a mask leaves them, are factored where that needs no sizes, and refused elsewhere."""

from __future__ import annotations

import dask.array as da
import numpy as np
import pytest

from dask_linalg.algorithms.unknown_rows import has_unknown_sizes, unknown_qr, unknown_svd

X = np.random.default_rng(0).standard_normal((60, 5))


def selected(x, chunks=7, limit=0.0):
    lazy = da.from_array(x, chunks=(chunks, x.shape[1]))
    return lazy[lazy[:, 0].real > limit], x[x[:, 0].real > limit]


@pytest.mark.parametrize("x", [X, X + 1j * X[::-1], X.astype("f4"), X.T])
@pytest.mark.parametrize("limit", [0.0, 1.9, 10.0])
def test_selected_rows_have_their_qr_factorisation(x, limit):
    lazy, rows = selected(x, limit=limit)
    assert has_unknown_sizes(lazy)
    q, r = (one.compute(scheduler="synchronous") for one in unknown_qr(lazy, "qr"))
    assert (q.shape, r.shape) == tuple(one.shape for one in np.linalg.qr(rows))
    tolerance = 20 * np.finfo(x.dtype).eps
    np.testing.assert_allclose(q @ r, rows, atol=tolerance)
    np.testing.assert_allclose(q.conj().T @ q, np.eye(q.shape[1]), atol=tolerance)
    assert not np.tril(r, -1).any()


@pytest.mark.parametrize("x", [X, X + 1j * X[::-1]])
def test_selected_rows_have_their_singular_values(x):
    lazy, rows = selected(x)
    u, s, vh = (one.compute(scheduler="threads") for one in unknown_svd(lazy, "svd"))
    np.testing.assert_allclose(s, np.linalg.svd(rows, compute_uv=False))
    np.testing.assert_allclose((u * s) @ vh, rows, atol=1e-13)


def test_the_declared_sizes_are_unknown_where_they_depend_on_the_data():
    lazy, _ = selected(X)
    q, r = unknown_qr(lazy, "qr")
    assert np.isnan(q.shape).all()
    assert np.isnan(r.shape[0])
    assert (r.shape[1], q.dtype) == (5, lazy.dtype)


def test_several_columns_of_unknown_chunks_are_refused_with_what_to_do():
    lazy = da.from_array(X, chunks=(7, 3))
    with pytest.raises(ValueError, match=r"qr: .*2 columns of chunks.*compute_chunk_sizes\(\)"):
        unknown_qr(lazy[lazy[:, 0] > 0], "qr")
