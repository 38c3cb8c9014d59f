"""Calls of the functions t to z."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "take": (
        "np.take(x, [0, 5])",
        "np.take(x, [[0, 2], [1, 1]], axis=-1)",
        "np.take(x, [5, -7, 1], axis=0, out=o, mode='wrap')",
        "np.take(v, k + 2, mode='clip')",
        "np.take(x, 1, axis=0)",
    ),
    "take_along_axis": (
        "np.take_along_axis(x, np.argsort(x, axis=0), axis=0)",
        "np.take_along_axis(x, i % 4)",
        "np.take_along_axis(x, i.ravel(), axis=None)",
    ),
    "tensordot": (
        "np.tensordot(x, y)",
        "np.tensordot(t, s, axes=1)",
        "np.tensordot(t, x, axes=([1, 2], [0, 1]))",
        "np.tensordot(v, w, 0)",
    ),
    "tile": (
        "np.tile(v, 2)",
        "np.tile(x, (2, 1, 3))",
        "np.tile(x.T, [1, 2])",
    ),
    "trace": (
        "np.trace(s)",
        "np.trace(t, offset=1, axis1=1, axis2=-1, dtype=np.float64, out=np.zeros(2))",
        "np.trace(u, dtype=np.float32)",
    ),
    "transpose": (
        "np.transpose(x)",
        "np.transpose(t, axes=(1, -1, 0))",
    ),
    "trapezoid": (
        "np.trapezoid(x)",
        "np.trapezoid(x, x=r)",
        "np.trapezoid(x, dx=0.5, axis=0)",
    ),
    "tri": (
        "np.tri(3)",
        "np.tri(3, M=5, k=-1, dtype=np.int8, like=x)",
        "np.tri(2, 4, 1, bool)",
    ),
    "tril": (
        "np.tril(x)",
        "np.tril(s, k=-1)",
        "np.tril(t, 1)",
        "np.tril(v)",
    ),
    "tril_indices": (
        "np.tril_indices(3)",
        "np.tril_indices(3, k=1, m=5)",
    ),
    "tril_indices_from": (
        "np.tril_indices_from(x)",
        "np.tril_indices_from(s, k=-1)",
    ),
    "trim_zeros": (
        "np.trim_zeros([0, 0, 1, 2, 0])",
        "np.trim_zeros(k, trim='f')",
        "np.trim_zeros(np.pad(x, 1), axis=0)",
        "np.trim_zeros(np.pad(i, 2), 'b', axis=(0, -1))",
    ),
    "triu": (
        "np.triu(x)",
        "np.triu(s, k=-1)",
        "np.triu(t, 1)",
        "np.triu(v)",
    ),
    "triu_indices": (
        "np.triu_indices(3)",
        "np.triu_indices(3, k=1, m=5)",
    ),
    "triu_indices_from": (
        "np.triu_indices_from(x)",
        "np.triu_indices_from(s, k=-1)",
    ),
    "typename": (
        "np.typename('d')",
        "np.typename('S1')",
    ),
    "union1d": (
        "np.union1d(i, j)",
        "np.union1d(v, r)",
    ),
    "unique": (
        "np.unique(j)",
        "np.unique(j, return_index=True, return_inverse=True, return_counts=True)",
        "np.unique(b, axis=0)",
        "np.unique(n, equal_nan=False)",
        "np.sort(np.unique(k, sorted=False))",
        "np.unique(l, return_counts=True)",
        "np.unique(j, axis=-1, return_inverse=True)",
    ),
    "unique_all": (
        "np.unique_all(j)",
        "np.unique_all(v)",
    ),
    "unique_counts": (
        "np.unique_counts(j)",
        "np.unique_counts(n)",
    ),
    "unique_inverse": (
        "np.unique_inverse(j)",
        "np.unique_inverse(x)",
    ),
    "unique_values": (
        "np.sort(np.unique_values(j))",
        "np.sort(np.unique_values(x))",
    ),
    "unpackbits": (
        "np.unpackbits(u)",
        "np.unpackbits(u, axis=1, count=6, bitorder='little')",
        "np.unpackbits(u, axis=0, count=-2)",
    ),
    "unravel_index": (
        "np.unravel_index(7, (3, 4))",
        "np.unravel_index(i, shape=(3, 4), order='F')",
    ),
    "unstack": (
        "np.unstack(x)",
        "np.unstack(t, axis=-1)",
    ),
    "unwrap": (
        "np.unwrap(x * 9)",
        "np.unwrap(x * 9, discont=4.0, axis=0)",
        "np.unwrap(i, period=4)",
    ),
    "vander": (
        "np.vander(v)",
        "np.vander(k, N=3, increasing=True)",
    ),
    "var": (
        "np.var(x)",
        "np.var(x, axis=1, dtype=np.float64, out=w, ddof=1)",
        "np.var(f, axis=(0, 1), dtype=np.float64, keepdims=True)",
        "np.var(x, axis=-1, where=c, mean=np.mean(x, axis=-1, where=c, keepdims=True))",
        "np.var(i, axis=0, correction=1)",
        "np.var(z)",
    ),
    "vdot": (
        "np.vdot(v, r)",
        "np.vdot(z, h[:3])",
        "np.vdot(x, i)",
    ),
    "vsplit": (
        "np.vsplit(x, 3)",
        "np.vsplit(t, [1])",
    ),
    "vstack": (
        "np.vstack((x, y))",
        "np.vstack([v, k], dtype=np.float32, casting='unsafe')",
        "np.vstack([m, v])",
    ),
    "where": (
        "np.where(b)",
        "np.where(x > 0, x, y)",
        "np.where(c, 1.0, i)",
        "np.where(b, x, v)",
        "np.where(k > 0, u[0], 200)",
    ),
    "zeros": (
        "np.zeros(3)",
        "np.zeros((2, 3), dtype=np.int16, order='F', device='cpu', like=x)",
        "np.zeros((), complex)",
    ),
    "zeros_like": (
        "np.zeros_like(x)",
        "np.zeros_like(m, dtype=np.int16, order='C', subok=False, shape=(2, 5), device='cpu')",
        "np.zeros_like(x.T)",
    ),
}
