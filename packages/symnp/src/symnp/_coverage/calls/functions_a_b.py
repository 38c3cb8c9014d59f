"""Calls of the functions a to b."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "all": (
        "np.all(b)",
        "np.all(b, axis=0, out=np.zeros(4, bool))",
        "np.all(x > 0, axis=(0, 1), keepdims=True)",
        "np.all(b, axis=-1, where=c)",
        "np.all(e, axis=0)",
    ),
    "allclose": (
        "np.allclose(x, y)",
        "np.allclose(x, x + 1e-3, rtol=0.1, atol=0.1)",
        "np.allclose(n, n, equal_nan=True)",
        "np.allclose(x, f)",
    ),
    "amax": (
        "np.amax(x)",
        "np.amax(x, axis=1, out=w)",
        "np.amax(t, axis=(0, -1), keepdims=True)",
        "np.amax(x, axis=0, initial=-1.0, where=b)",
        "np.amax(u)",
    ),
    "amin": (
        "np.amin(x)",
        "np.amin(x, axis=1, out=w)",
        "np.amin(t, axis=(0, -1), keepdims=True)",
        "np.amin(x, axis=0, initial=1.0, where=b)",
        "np.amin(u)",
    ),
    "angle": (
        "np.angle(z)",
        "np.angle(z, deg=True)",
        "np.angle(x)",
    ),
    "any": (
        "np.any(b)",
        "np.any(b, axis=0, out=np.zeros(4, bool))",
        "np.any(x > 0, axis=(0, 1), keepdims=True)",
        "np.any(b, axis=-1, where=c)",
        "np.any(e, axis=0)",
    ),
    "append": (
        "np.append(x, y)",
        "np.append(x, y, axis=0)",
        "np.append(x, i, axis=-1)",
        "np.append(v, 1.5)",
    ),
    "apply_along_axis": (
        "np.apply_along_axis(np.sort, 0, x)",
        "np.apply_along_axis(np.sum, -1, t)",
        "np.apply_along_axis(lambda a, scale, shift=0: a[::2] * scale + shift, 1, x, 2.0, shift=1.0)",
    ),
    "apply_over_axes": (
        "np.apply_over_axes(np.sum, t, [0, 2])",
        "np.apply_over_axes(np.max, x, -1)",
    ),
    "arange": (
        "np.arange(5)",
        "np.arange(2, 12, 3)",
        "np.arange(5, 0, -2)",
        "np.arange(0.0, 1.0, 0.25, dtype=np.float32, device='cpu')",
        "np.arange(4, like=x)",
        "np.arange('2020-01', '2020-05', dtype='datetime64[M]')",
        "np.arange(3, stop=9, step=2)",
    ),
    "argmax": (
        "np.argmax(x)",
        "np.argmax(x, axis=0, out=k)",
        "np.argmax(t, axis=-1, keepdims=True)",
        "np.argmax(b, axis=1)",
    ),
    "argmin": (
        "np.argmin(x)",
        "np.argmin(x, axis=0, out=k)",
        "np.argmin(t, axis=-1, keepdims=True)",
        "np.argmin(b, axis=1)",
    ),
    "argpartition": (
        "np.sort(np.argpartition(x, 1)[:, :2])",
        "np.argpartition(x, (0, 1, 2), axis=0, kind='introselect')",
        "np.argpartition(i, range(12), axis=None)",
        "np.argpartition(rec, (0, 1, 2, 3), order='a')",
    ),
    "argsort": (
        "np.argsort(x)",
        "np.argsort(x, axis=0, kind='heapsort')",
        "np.argsort(i, axis=None)",
        "np.argsort(k, stable=True)",
        "np.argsort(rec, order=['a'])",
        "np.argsort(x.T[::-1])",
    ),
    "argwhere": (
        "np.argwhere(x > 0)",
        "np.argwhere(i)",
        "np.argwhere(t > 0.5)",
    ),
    "around": (
        "np.around(x)",
        "np.around(x, decimals=1, out=o)",
        "np.around(i, -1)",
        "np.around(z, 1)",
    ),
    "array": (
        "np.array([[1, 2], [3, 4]])",
        "np.array(x, dtype=np.float32, copy=None)",
        "np.array(x, copy=False)",
        "np.array(x.T, order='F', subok=True)",
        "np.array(v, ndmin=3, like=x)",
        "np.array([[1, 2], [3]], dtype=object, ndmax=1)",
        "np.array([x, y])",
    ),
    "array2string": (
        "np.array2string(x)",
        "np.array2string(x ** 9, max_line_width=30, precision=2, suppress_small=True, separator=', ', prefix='x = ')",
        "np.array2string(x, formatter={'float_kind': lambda a: f'{a:.1f}'}, suffix=']')",
        "np.array2string(t, threshold=5, edgeitems=1, sign='+', floatmode='fixed')",
        "np.array2string(j * 1.5, legacy='1.13')",
    ),
    "array_equal": (
        "np.array_equal(x, y)",
        "np.array_equal(x, x)",
        "np.array_equal(n, n, equal_nan=True)",
        "np.array_equal(x, v)",
    ),
    "array_equiv": (
        "np.array_equiv(x, y)",
        "np.array_equiv(v, np.stack([v, v]))",
    ),
    "array_repr": (
        "np.array_repr(x)",
        "np.array_repr(f ** 9, max_line_width=40, precision=2, suppress_small=True)",
        "np.array_repr(rec)",
    ),
    "array_split": (
        "np.array_split(x, 3, axis=1)",
        "np.array_split(v, 3)",
        "np.array_split(x, [1, 2])",
        "np.array_split(t, 2, axis=-1)",
    ),
    "array_str": (
        "np.array_str(x)",
        "np.array_str(f ** 9, max_line_width=40, precision=2, suppress_small=True)",
        "np.array_str(l)",
    ),
    "asanyarray": (
        "np.asanyarray(x)",
        "np.asanyarray([1, 2], dtype=np.float32, like=x)",
        "np.asanyarray(x, order='F', device='cpu', copy=True)",
    ),
    "asarray": (
        "np.asarray(x)",
        "np.asarray([1, 2], dtype=np.float32, like=x)",
        "np.asarray(x, order='F', device='cpu', copy=True)",
        "a = np.asarray(x, copy=True); a[0, 0] = 9.0; x",
        "np.asarray([v, r])",
    ),
    "asarray_chkfinite": (
        "np.asarray_chkfinite(x)",
        "np.asarray_chkfinite([[1, 2], [3, 4]], dtype=float, order='F')",
    ),
    "ascontiguousarray": (
        "np.ascontiguousarray(m)",
        "np.ascontiguousarray(x.T, dtype=np.float32)",
        "np.ascontiguousarray([1, 2], like=x)",
        "np.ascontiguousarray(a0)",
    ),
    "asfortranarray": (
        "np.asfortranarray(x)",
        "np.asfortranarray(x.T, dtype=np.float32)",
        "np.asfortranarray([[1, 2], [3, 4]], like=x)",
    ),
    "asmatrix": (
        "np.asmatrix(x)",
        "np.asmatrix([[1, 2], [3, 4]], dtype=float)",
    ),
    "astype": (
        "np.astype(x, np.float32)",
        "np.astype(x, np.float64, copy=False, device='cpu')",
        "np.astype(x, np.int64)",
        "np.astype(x, np.complex128)",
    ),
    "atleast_1d": (
        "np.atleast_1d(3.0)",
        "np.atleast_1d(a0, x)",
    ),
    "atleast_2d": (
        "np.atleast_2d(v)",
        "np.atleast_2d(a0, v, x)",
    ),
    "atleast_3d": (
        "np.atleast_3d(x)",
        "np.atleast_3d(a0, v, t)",
    ),
    "average": (
        "np.average(x)",
        "np.average(x, axis=1, weights=r)",
        "np.average(x, axis=0, weights=j, returned=True)",
        "np.average(t, axis=(0, 2), keepdims=True)",
        "np.average(i, axis=-1)",
    ),
    "bartlett": (
        "np.bartlett(5)",
        "np.bartlett(1)",
    ),
    "base_repr": (
        "np.base_repr(5)",
        "np.base_repr(-37, base=16, padding=3)",
    ),
    "binary_repr": (
        "np.binary_repr(6)",
        "np.binary_repr(-3, width=5)",
    ),
    "bincount": (
        "np.bincount(k)",
        "np.bincount(k, weights=v, minlength=6)",
    ),
    "blackman": (
        "np.blackman(5)",
        "np.blackman(1)",
    ),
    "block": (
        "np.block([x, y])",
        "np.block([[x, np.ones((3, 1))], [v, 2.0]])",
    ),
    "bmat": (
        "np.bmat([[x, y], [y, x]])",
        "np.bmat('A,B', ldict={'A': x}, gdict={'B': y})",
    ),
    "broadcast_arrays": (
        "np.broadcast_arrays(x, v)",
        "np.broadcast_arrays(t, x, 1.0, subok=True)",
    ),
    "broadcast_shapes": (
        "np.broadcast_shapes((3, 1), (1, 4))",
        "np.broadcast_shapes((2, 3, 4), (4,), ())",
    ),
    "broadcast_to": (
        "np.broadcast_to(v, (3, 4))",
        "np.broadcast_to(x, (2, 3, 4), subok=True)",
        "np.broadcast_to(a0, 3)",
    ),
    "busday_count": (
        "np.busday_count('2020-01-01', '2020-02-01')",
        "np.busday_count('2019-12-01', d, weekmask='Mon Wed', holidays=['2019-12-25'], out=k)",
        "np.busday_count('2019-01-01', d, busdaycal=np.busdaycalendar(weekmask='Sat Sun'))",
    ),
    "busday_offset": (
        "np.busday_offset('2020-01-01', 3)",
        "np.busday_offset(d, k, roll='forward', weekmask='1110000', holidays=['2020-01-06'], out=np.zeros(4, 'M8[D]'))",
        "np.busday_offset(d, 1, 'backward', busdaycal=np.busdaycalendar(holidays=['2020-01-02']))",
    ),
}
