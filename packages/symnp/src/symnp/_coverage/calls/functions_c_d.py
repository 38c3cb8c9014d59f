"""Calls of the functions c to d."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "can_cast": (
        "np.can_cast(np.int32, np.int64)",
        "np.can_cast('f8', 'f4', casting='same_kind')",
        "np.can_cast(x.dtype, 'i8', 'unsafe')",
    ),
    "choose": (
        "np.choose(k, (v, r, -v))",
        "np.choose(k + 2, (v, r, 1.5), out=np.zeros(4), mode='wrap')",
        "np.choose(b, (x, y))",
        "np.choose(k + 5, [10, 20, 30], mode='clip')",
    ),
    "clip": (
        "np.clip(x, -0.5, 0.5)",
        "np.clip(x, a_min=None, a_max=0.5, out=o)",
        "np.clip(i, min=2, max=j)",
        "np.clip(x, 0.0, 1.0, out=o, where=b)",
        "np.clip(n, -1, 1, dtype=np.float32, casting='unsafe')",
    ),
    "column_stack": (
        "np.column_stack((v, r))",
        "np.column_stack([w, x])",
    ),
    "common_type": (
        "np.common_type(x, z)",
        "np.common_type(f)",
    ),
    "compress": (
        "np.compress([True, False, True], x, axis=0)",
        "np.compress([False, True, True, False], x, axis=-1, out=np.zeros((3, 2)))",
        "np.compress(i.ravel() > 5, x)",
    ),
    "concat": (
        "np.concat([x, y])",
        "np.concat((x, i), axis=1, dtype=np.float32, casting='unsafe')",
        "np.concat([x, x], axis=0, out=np.zeros((6, 4)))",
        "np.concat([x, t], axis=None)",
    ),
    "concatenate": (
        "np.concatenate([x, y])",
        "np.concatenate((x, i), axis=-1, dtype=np.float32, casting='unsafe')",
        "np.concatenate([x, x], axis=0, out=np.zeros((6, 4)))",
        "np.concatenate([x, t], axis=None)",
        "np.concatenate([e, x, m])",
        "np.concatenate([l, l[::-1]])",
    ),
    "convolve": (
        "np.convolve(v, w)",
        "np.convolve(v, w, mode='same')",
        "np.convolve(k, [1, 2], 'valid')",
    ),
    "copy": (
        "np.copy(x)",
        "np.copy(x.T, order='C', subok=True)",
        "np.copy(x[::2, ::-1], order='F')",
    ),
    "copyto": (
        "np.copyto(x, 3.0); x",
        "np.copyto(i, x, casting='unsafe', where=b); i",
        "np.copyto(x[1:], v); x",
    ),
    "corrcoef": (
        "np.corrcoef(x)",
        "np.corrcoef(x, y, rowvar=False, dtype=np.float32)",
        "np.corrcoef(z)",
        "np.corrcoef(v, r)",
    ),
    "correlate": (
        "np.correlate(v, w)",
        "np.correlate(v, w, mode='full')",
        "np.correlate(h[0], v, 'same')",
    ),
    "count_nonzero": (
        "np.count_nonzero(b)",
        "np.count_nonzero(i, axis=0)",
        "np.count_nonzero(t > 0, axis=(0, -1), keepdims=True)",
    ),
    "cov": (
        "np.cov(x)",
        "np.cov(x, y, rowvar=False)",
        "np.cov(x, bias=True, dtype=np.float32)",
        "np.cov(x, ddof=0, fweights=k + 1, aweights=r ** 2)",
        "np.cov(z)",
    ),
    "cross": (
        "np.cross(x[:, :3], y[:, 1:])",
        "np.cross(x, y, axis=0)",
        "np.cross(x, y, axisa=0, axisb=0, axisc=0)",
        "np.cross(w, i[:, :3])",
    ),
    "cumprod": (
        "np.cumprod(x)",
        "np.cumprod(x, axis=1, dtype=np.float64, out=o)",
        "np.cumprod(u, axis=-2)",
        "np.cumprod(f, axis=0, dtype=complex)",
    ),
    "cumsum": (
        "np.cumsum(x)",
        "np.cumsum(x, axis=1, dtype=np.float64, out=o)",
        "np.cumsum(u, axis=-2)",
        "np.cumsum(b, axis=0, dtype=np.float32)",
        "np.cumsum(x.T[::-1], axis=0)",
    ),
    "cumulative_prod": (
        "np.cumulative_prod(v)",
        "np.cumulative_prod(x, axis=-1, dtype=np.float64, out=o)",
        "np.cumulative_prod(x, axis=0, include_initial=True)",
    ),
    "cumulative_sum": (
        "np.cumulative_sum(v)",
        "np.cumulative_sum(x, axis=-1, dtype=np.float64, out=o)",
        "np.cumulative_sum(x, axis=0, include_initial=True)",
        "np.cumulative_sum(i, axis=1)",
    ),
    "datetime_as_string": (
        "np.datetime_as_string(d)",
        "np.datetime_as_string(d, unit='M', casting='unsafe')",
        "np.datetime_as_string(d.astype('M8[m]'), unit='h', timezone='UTC', casting='unsafe')",
    ),
    "datetime_data": (
        "np.datetime_data('M8[25s]')",
        "np.datetime_data(d.dtype)",
    ),
    "delete": (
        "np.delete(x, 1)",
        "np.delete(x, [0, 2], axis=0)",
        "np.delete(x, slice(None, None, 2), axis=-1)",
        "np.delete(v, k > 1)",
    ),
    "diag": (
        "np.diag(s)",
        "np.diag(v, k=1)",
        "np.diag(x, -1)",
    ),
    "diag_indices": (
        "np.diag_indices(3)",
        "np.diag_indices(2, ndim=3)",
    ),
    "diag_indices_from": ("np.diag_indices_from(s)",),
    "diagflat": (
        "np.diagflat(v)",
        "np.diagflat(s[:2, :2], k=-1)",
    ),
    "diagonal": (
        "np.diagonal(s)",
        "np.diagonal(t, offset=1, axis1=2, axis2=0)",
        "np.diagonal(x, -1)",
    ),
    "diff": (
        "np.diff(x)",
        "np.diff(x, n=2, axis=0)",
        "np.diff(v, prepend=0.0, append=[1.0, 2.0])",
        "np.diff(b)",
        "np.diff(d)",
        "np.diff(u, axis=-2)",
    ),
    "digitize": (
        "np.digitize(v, r)",
        "np.digitize(x, r[::-1], right=True)",
        "np.digitize(i, [2, 5, 9])",
    ),
    "dot": (
        "np.dot(x, v)",
        "np.dot(x, y.T, out=np.zeros((3, 3)))",
        "np.dot(v, r)",
        "np.dot(t, s)",
        "np.dot(z, 2.0)",
        "np.dot(i, j.T)",
    ),
    "dsplit": (
        "np.dsplit(t, 2)",
        "np.dsplit(t, [1, 3])",
    ),
    "dstack": (
        "np.dstack((x, y))",
        "np.dstack([v, r])",
    ),
}
