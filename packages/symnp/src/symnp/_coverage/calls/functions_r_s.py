"""Calls of the functions r to s."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "ravel": (
        "np.ravel(x)",
        "np.ravel(x, order='F')",
        "np.ravel(x.T, order='K')",
        "np.ravel(m, order='A')",
        "np.ravel(x[:, ::2])",
    ),
    "ravel_multi_index": (
        "np.ravel_multi_index((1, 2), (3, 4))",
        "np.ravel_multi_index((k + 2, k), (3, 4), mode=('wrap', 'clip'), order='F')",
        "np.ravel_multi_index((k + 9,), 4, mode='clip')",
    ),
    "real": (
        "np.real(z)",
        "np.real(x)",
        "np.real(2 + 3j)",
    ),
    "real_if_close": (
        "np.real_if_close(z)",
        "np.real_if_close(x + 1e-14j)",
        "np.real_if_close(x + 1e-3j, tol=0.01)",
    ),
    "repeat": (
        "np.repeat(x, 2)",
        "np.repeat(x, 3, axis=-1)",
        "np.repeat(x, [1, 0, 2], axis=0)",
        "np.repeat(v, k)",
    ),
    "require": (
        "np.require(x)",
        "np.require(x, dtype=np.float32, requirements=['F', 'O', 'W'])",
        "np.require([1, 2], requirements='C', like=x)",
    ),
    "reshape": (
        "np.reshape(x, (4, 3))",
        "np.reshape(x, (2, -1), order='F')",
        "a = np.reshape(x, 12, copy=True); a[0] = 9.0; x",
        "np.reshape(x.T, (2, 6))",
        "np.reshape(t, (3, 8), order='A')",
        "np.reshape(m, -1)",
    ),
    "resize": (
        "np.resize(x, (5, 3))",
        "np.resize(v, 2)",
        "np.resize(e, (2, 2))",
    ),
    "result_type": (
        "np.result_type(x, 1)",
        "np.result_type('i4', np.float32, 2.5)",
        "np.result_type(u, i)",
    ),
    "roll": (
        "np.roll(x, 2)",
        "np.roll(x, -1, axis=0)",
        "np.roll(x, (1, 2), axis=(0, 1))",
        "np.roll(t.T, 1, axis=-1)",
    ),
    "rollaxis": (
        "np.rollaxis(t, 2)",
        "np.rollaxis(t, 0, start=2)",
        "np.rollaxis(t, -1, 1)",
    ),
    "roots": (
        "np.roots([1.0, -3.0, 2.0])",
        "np.roots(v)",
        "np.roots([0, 0, 1, 2, 0])",
    ),
    "rot90": (
        "np.rot90(x)",
        "np.rot90(x, k=-1)",
        "np.rot90(t, 2, axes=(1, -1))",
    ),
    "round": (
        "np.round(x)",
        "np.round(x, decimals=1, out=o)",
        "np.round(i, -1)",
        "np.round(z, 1)",
        "np.round(f.T, 2)",
    ),
    "row_stack": (
        "np.row_stack((x, y))",
        "np.row_stack([v, k], dtype=np.float32, casting='unsafe')",
    ),
    "save": (
        "buf = __import__('io').BytesIO(); np.save(buf, x); buf.getvalue()",
        "buf = __import__('io').BytesIO(); np.save(buf, m, allow_pickle=False); buf.getvalue()",
        "buf = __import__('io').BytesIO(); np.save(buf, rec); buf.seek(0); np.load(buf)",
    ),
    "savetxt": (
        "buf = __import__('io').StringIO(); np.savetxt(buf, x); buf.getvalue()",
        (
            r"buf = __import__('io').BytesIO(); np.savetxt(buf, x, fmt='%.3f', delimiter=',', newline='\r\n', "
            "header='top', footer='end', comments='% ', encoding='utf-8'); buf.getvalue()"
        ),
        "buf = __import__('io').StringIO(); np.savetxt(buf, i, fmt='%d'); buf.getvalue()",
        "buf = __import__('io').StringIO(); np.savetxt(buf, z, fmt='%.2e'); buf.getvalue()",
        "buf = __import__('io').StringIO(); np.savetxt(buf, v, fmt=['%8.4f']); buf.getvalue()",
    ),
    "savez": (
        "buf = __import__('io').BytesIO(); np.savez(buf, x, i, key=v); buf.seek(0); dict(np.load(buf))",
        "buf = __import__('io').BytesIO(); np.savez(buf, m, allow_pickle=False); buf.seek(0); np.load(buf)['arr_0']",
    ),
    "savez_compressed": (
        "buf = __import__('io').BytesIO(); np.savez_compressed(buf, x, i, key=v); buf.seek(0); dict(np.load(buf))",
        (
            "buf = __import__('io').BytesIO(); np.savez_compressed(buf, m, allow_pickle=False); buf.seek(0); "
            "np.load(buf)['arr_0']"
        ),
    ),
    "searchsorted": (
        "np.searchsorted(r, v)",
        "np.searchsorted(r, r, side='right')",
        "np.searchsorted(v, x, sorter=np.argsort(v))",
        "np.searchsorted(r, 0.5)",
    ),
    "select": (
        "np.select([x < 0, x > 0.5], [x, y])",
        "np.select([b, c], [i, 3], default=-1)",
        "np.select([v > 0], [x], default=9.5)",
    ),
    "set_printoptions": (
        (
            "old = np.get_printoptions(); np.set_printoptions(precision=3, threshold=6, edgeitems=1, "
            "linewidth=40, suppress=True, sign='+', floatmode='fixed'); a = np.array_str(t); "
            "np.set_printoptions(**old); a"
        ),
        (
            "old = np.get_printoptions(); np.set_printoptions(nanstr='NA', infstr='INF', "
            "formatter={'int': lambda a: f'<{a}>'}); a = (np.array_str(n), np.array_str(i)); "
            "np.set_printoptions(**old); a"
        ),
        (
            "old = np.get_printoptions(); np.set_printoptions(legacy='1.21', override_repr=lambda a: 'array!'); "
            "a = repr(np.arange(3)); np.set_printoptions(**old); a"
        ),
    ),
    "setbufsize": ("old = np.setbufsize(1024); now = np.getbufsize(); np.setbufsize(old); (old, now)",),
    "setdiff1d": (
        "np.setdiff1d(i, j)",
        "np.setdiff1d(i[0], [3, 5, 7], assume_unique=True)",
    ),
    "seterr": (
        "old = np.seterr(all='ignore'); now = np.geterr(); np.seterr(**old); (old, now)",
        (
            "old = np.seterr(divide='ignore', over='raise', under='warn', invalid='ignore'); now = np.geterr(); "
            "np.seterr(**old); (old, now)"
        ),
    ),
    "seterrcall": ("old = np.seterrcall(print); now = np.geterrcall(); np.seterrcall(old); (old, now is print)",),
    "setxor1d": (
        "np.setxor1d(i, j)",
        "np.setxor1d(i[0], i[:, 1], assume_unique=True)",
    ),
    "shape": (
        "np.shape(x)",
        "np.shape([[1, 2]])",
        "np.shape(3.0)",
    ),
    "shares_memory": (
        "np.shares_memory(x, x[1:])",
        "np.shares_memory(x, y, max_work=1)",
        "np.shares_memory(x[:, ::2], x[:, 1::2])",
    ),
    "sinc": (
        "np.sinc(x)",
        "np.sinc(k)",
        "np.sinc(0.5)",
    ),
    "size": (
        "np.size(x)",
        "np.size(x, axis=1)",
        "np.size([[1, 2]])",
    ),
    "sort": (
        "np.sort(x)",
        "np.sort(x, axis=0, kind='heapsort')",
        "np.sort(i, axis=None)",
        "np.sort(k, stable=True)",
        "np.sort(rec, order=['a'])",
        "np.sort(n, axis=-2)",
        "np.sort(x.T[::-1])",
        "np.sort(l)",
    ),
    "sort_complex": (
        "np.sort_complex(z)",
        "np.sort_complex(k)",
    ),
    "split": (
        "np.split(x, 3)",
        "np.split(x, [1, 3], axis=1)",
        "np.split(t, 2, axis=-1)",
    ),
    "squeeze": (
        "np.squeeze(x[:, None])",
        "np.squeeze(x[None, :, None], axis=0)",
        "np.squeeze(t[:1, :, :1], axis=(0, -1))",
    ),
    "stack": (
        "np.stack([x, y])",
        "np.stack((x, i), axis=-1, dtype=np.float32, casting='unsafe')",
        "np.stack([v, r], axis=1, out=np.zeros((4, 2)))",
    ),
    "std": (
        "np.std(x)",
        "np.std(x, axis=1, dtype=np.float64, out=w, ddof=1)",
        "np.std(f, axis=(0, 1), dtype=np.float64, keepdims=True)",
        "np.std(x, axis=-1, where=c, mean=np.mean(x, axis=-1, where=c, keepdims=True))",
        "np.std(i, axis=0, correction=1)",
        "np.std(z)",
    ),
    "sum": (
        "np.sum(x)",
        "np.sum(x, axis=1, dtype=np.float64, out=w)",
        "np.sum(f, axis=(0, 1), dtype=np.float64, keepdims=True)",
        "np.sum(x, axis=-2, initial=2.0, where=b)",
        "np.sum(u, axis=0)",
        "np.sum(b)",
        "np.sum(x.T[::-1], axis=0)",
        "np.sum(e, axis=0)",
    ),
    "swapaxes": (
        "np.swapaxes(x, 0, 1)",
        "np.swapaxes(t, -1, 0)",
    ),
}
