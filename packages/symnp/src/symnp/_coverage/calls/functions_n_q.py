"""Calls of the functions n to q."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "nan_to_num": (
        "np.nan_to_num(n)",
        "np.nan_to_num(n, copy=False, nan=-1.0); n",
        "np.nan_to_num([np.inf, -np.inf, np.nan], posinf=9.0, neginf=-9.0)",
    ),
    "nanargmax": (
        "np.nanargmax(n)",
        "np.nanargmax(n, axis=0, out=k)",
        "np.nanargmax(n, axis=-1, keepdims=True)",
    ),
    "nanargmin": (
        "np.nanargmin(n)",
        "np.nanargmin(n, axis=0, out=k)",
        "np.nanargmin(n, axis=-1, keepdims=True)",
    ),
    "nancumprod": (
        "np.nancumprod(n)",
        "np.nancumprod(n, axis=1, dtype=np.float64, out=o)",
        "np.nancumprod(n, axis=-2, dtype=np.float32)",
    ),
    "nancumsum": (
        "np.nancumsum(n)",
        "np.nancumsum(n, axis=1, dtype=np.float64, out=o)",
        "np.nancumsum(n, axis=-2, dtype=np.float32)",
    ),
    "nanmax": (
        "np.nanmax(n)",
        "np.nanmax(n, axis=1, out=w)",
        "np.nanmax(n, axis=(0, 1), keepdims=True)",
        "np.nanmax(n, axis=-2, initial=-1.0, where=b)",
    ),
    "nanmean": (
        "np.nanmean(n)",
        "np.nanmean(n, axis=1, out=w)",
        "np.nanmean(n, axis=(0, 1), dtype=np.float32, keepdims=True)",
        "np.nanmean(n, axis=-1, where=c)",
    ),
    "nanmedian": (
        "np.nanmedian(n)",
        "np.nanmedian(n, axis=1, out=w)",
        "np.nanmedian(n, axis=-1, overwrite_input=True, keepdims=True)",
        "np.nanmedian(n, axis=(0, 1))",
    ),
    "nanmin": (
        "np.nanmin(n)",
        "np.nanmin(n, axis=1, out=w)",
        "np.nanmin(n, axis=(0, 1), keepdims=True)",
        "np.nanmin(n, axis=-2, initial=1.0, where=b)",
    ),
    "nanpercentile": (
        "np.nanpercentile(n, 30)",
        "np.nanpercentile(n, [20, 60], axis=1, keepdims=True, method='lower')",
        "np.nanpercentile(n, 40, axis=-1, out=w, overwrite_input=True)",
        "np.nanpercentile(n, 40, axis=0, method='inverted_cdf', weights=j)",
    ),
    "nanprod": (
        "np.nanprod(n)",
        "np.nanprod(n, axis=1, out=w)",
        "np.nanprod(n, axis=(0, 1), dtype=np.float32, keepdims=True)",
        "np.nanprod(n, axis=-2, initial=2.0, where=b)",
    ),
    "nanquantile": (
        "np.nanquantile(n, 0.3)",
        "np.nanquantile(n, [0.2, 0.6], axis=1, keepdims=True, method='higher')",
        "np.nanquantile(n, 0.4, axis=-1, out=w, overwrite_input=True)",
        "np.nanquantile(n, 0.4, axis=0, method='inverted_cdf', weights=j)",
    ),
    "nanstd": (
        "np.nanstd(n)",
        "np.nanstd(n, axis=1, out=w, ddof=1)",
        "np.nanstd(n, axis=(0, 1), dtype=np.float32, keepdims=True)",
        "np.nanstd(n, axis=-1, where=c, mean=np.nanmean(n, axis=-1, where=c, keepdims=True))",
        "np.nanstd(n, axis=1, correction=1)",
    ),
    "nansum": (
        "np.nansum(n)",
        "np.nansum(n, axis=1, out=w)",
        "np.nansum(n, axis=(0, 1), dtype=np.float32, keepdims=True)",
        "np.nansum(n, axis=-2, initial=2.0, where=b)",
    ),
    "nanvar": (
        "np.nanvar(n)",
        "np.nanvar(n, axis=1, out=w, ddof=1)",
        "np.nanvar(n, axis=(0, 1), dtype=np.float32, keepdims=True)",
        "np.nanvar(n, axis=-1, where=c, mean=np.nanmean(n, axis=-1, where=c, keepdims=True))",
        "np.nanvar(n, axis=1, correction=1)",
    ),
    "ndim": (
        "np.ndim(x)",
        "np.ndim([[1, 2]])",
        "np.ndim(3.0)",
    ),
    "nested_iters": (
        "its = np.nested_iters(i, [[0], [1]]); [[int(a) for a in its[1]] for _ in its[0]]",
        (
            "its = np.nested_iters([x, o], [[1], [0]], flags=['buffered', 'multi_index'], "
            "op_flags=[['readonly'], ['readwrite']], op_dtypes=[np.float32, np.float64], order='F', "
            "casting='unsafe', buffersize=4); [[float(a) for a, _ in its[1]] for _ in its[0]]"
        ),
    ),
    "nonzero": (
        "np.nonzero(b)",
        "np.nonzero(t > 0)",
        "np.nonzero(k)",
    ),
    "ones": (
        "np.ones(3)",
        "np.ones((2, 3), dtype=np.int16, order='F', device='cpu', like=x)",
    ),
    "ones_like": (
        "np.ones_like(x)",
        "np.ones_like(m, dtype=np.int16, order='C', subok=False, shape=(2, 5), device='cpu')",
        "np.ones_like(x.T)",
    ),
    "outer": (
        "np.outer(v, w)",
        "np.outer(w, v, out=o)",
        "np.outer(x, k)",
    ),
    "packbits": (
        "np.packbits(b)",
        "np.packbits(u, axis=-1, bitorder='little')",
        "np.packbits(i > 4, axis=0)",
    ),
    "pad": (
        "np.pad(x, 1)",
        "np.pad(x, ((1, 2), (0, 1)), mode='constant', constant_values=((9.0, 8.0), (7.0, 6.0)))",
        "np.pad(x, 2, mode='edge')",
        "np.pad(x, (1, 3), mode='linear_ramp', end_values=(5.0, -4.0))",
        "np.pad(x, 1, mode='maximum', stat_length=2)",
        "np.pad(x, 1, mode='mean')",
        "np.pad(x, ((2, 1), (1, 2)), mode='median')",
        "np.pad(i, 1, mode='minimum')",
        "np.pad(x, 2, mode='reflect', reflect_type='odd')",
        "np.pad(x, 5, mode='reflect')",
        "np.pad(x, {-1: (1, 2)}, mode='symmetric')",
        "np.pad(i, (3, 6), mode='wrap')",
        "a = np.pad(v, 2, mode='empty'); a[2:-2]",
        "np.pad(v, (2, 0), lambda a, w, ax, kw: a.__setitem__(slice(0, w[0]), kw['fill']), fill=7.0)",
    ),
    "partition": (
        "np.sort(np.partition(x, 1)[:, :2])",
        "np.partition(x, (0, 1, 2), axis=0, kind='introselect')",
        "np.partition(i, range(12), axis=None)",
        "np.partition(rec, (0, 1, 2, 3), order='a')",
    ),
    "percentile": (
        "np.percentile(x, 30)",
        "np.percentile(x, [20, 60], axis=1, keepdims=True, method='lower')",
        "np.percentile(x, 40, axis=-1, out=w, overwrite_input=True)",
        "np.percentile(x, 40, axis=0, method='inverted_cdf', weights=j)",
        "np.percentile(t, j[:2] * 10, axis=(0, 2), method='median_unbiased')",
        "np.percentile(i, 50)",
    ),
    "permute_dims": (
        "np.permute_dims(x)",
        "np.permute_dims(t, axes=(1, -1, 0))",
    ),
    "piecewise": (
        "np.piecewise(x, [x < 0, x >= 0], [-1.0, 1.0])",
        "np.piecewise(x, [x < 0], [lambda a, p, q=0: a * p + q, lambda a, p, q=0: a - q], 2.0, q=3.0)",
        "np.piecewise(v, [v < 0, v > 0.5], [np.abs, np.exp, 9.0])",
    ),
    "place": (
        "np.place(x, b, [1.0, 2.0]); x",
        "np.place(m, m > 1, v); m",
    ),
    "poly": (
        "np.poly(v)",
        "np.poly(s)",
        "np.poly([1, 2, 3])",
    ),
    "polyadd": (
        "np.polyadd(v, w)",
        "np.polyadd(np.poly1d([1, 2]), [3, 4, 5]).coeffs",
    ),
    "polyder": (
        "np.polyder(v)",
        "np.polyder(v, m=2)",
    ),
    "polydiv": (
        "np.polydiv(v, [2.0, 1.0])",
        "np.polydiv([1.0, 2.0], v)",
    ),
    "polyfit": (
        "np.polyfit(r, v, 2)",
        "np.polyfit(r, x.T, 1, w=j[0])",
        "np.polyfit(r, v, 2, rcond=0.5, full=True)",
        "np.polyfit(r, v, 1, cov=True)",
        "np.polyfit(r, v, 1, cov='unscaled')",
    ),
    "polyint": (
        "np.polyint(v)",
        "np.polyint(v, m=2, k=[1.0, 2.0])",
        "np.polyint(v, k=3.0)",
    ),
    "polymul": (
        "np.polymul(v, w)",
        "np.polymul([1, 2], [3, 4])",
    ),
    "polysub": (
        "np.polysub(v, w)",
        "np.polysub([1, 2, 3], [1, 2])",
    ),
    "polyval": (
        "np.polyval(v, x)",
        "np.polyval([1, 2, 3], 2)",
        "float(np.polyval(v, np.poly1d([1.0, 2.0]))(2.0))",
    ),
    "printoptions": (
        (
            "ctx = np.printoptions(precision=2, suppress=True); ctx.__enter__(); a = np.array_str(x ** 9); "
            "ctx.__exit__(None, None, None); a"
        ),
        (
            "ctx = np.printoptions(3, 5); a = ctx.__enter__(); ctx.__exit__(None, None, None); (a['precision'], "
            "a['threshold'])"
        ),
    ),
    "prod": (
        "np.prod(x)",
        "np.prod(x, axis=1, dtype=np.float64, out=w)",
        "np.prod(f, axis=(0, 1), dtype=np.float64, keepdims=True)",
        "np.prod(x, axis=-2, initial=2.0, where=b)",
        "np.prod(u, axis=0)",
        "np.prod(e, axis=0)",
    ),
    "promote_types": (
        "np.promote_types('i4', 'f4')",
        "np.promote_types(x.dtype, np.complex64)",
    ),
    "ptp": (
        "np.ptp(x)",
        "np.ptp(x, axis=1, out=w)",
        "np.ptp(t, axis=(0, -1), keepdims=True)",
        "np.ptp(i, axis=0)",
    ),
    "put": (
        "np.put(x, [0, 5], [9.0, 8.0]); x",
        "np.put(x, [13, -1], 7.0, mode='wrap'); x",
        "np.put(m.T, [2, 99], v, mode='clip'); m",
    ),
    "put_along_axis": (
        "np.put_along_axis(x, np.argmax(x, axis=1, keepdims=True), 9.0, axis=1); x",
        "np.put_along_axis(x, i.ravel(), y.ravel(), axis=None); x",
        "np.put_along_axis(x, i[:1] % 3, 7.0, axis=-2); x",
    ),
    "putmask": (
        "np.putmask(x, b, y); x",
        "np.putmask(i, i > 5, [1, 2, 3]); i",
    ),
    "quantile": (
        "np.quantile(x, 0.3)",
        "np.quantile(x, [0.2, 0.6], axis=1, keepdims=True, method='higher')",
        "np.quantile(x, 0.4, axis=-1, out=w, overwrite_input=True)",
        "np.quantile(x, 0.4, axis=0, method='inverted_cdf', weights=j)",
        "np.quantile(t, 0.7, axis=(0, 2), method='weibull')",
        "np.quantile(f, 0.5)",
    ),
}
