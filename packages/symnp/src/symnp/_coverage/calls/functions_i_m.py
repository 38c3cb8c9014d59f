"""Calls of the functions i to m."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "i0": (
        "np.i0(x)",
        "np.i0(i * 2)",
        "np.i0(3.0)",
    ),
    "identity": (
        "np.identity(3)",
        "np.identity(2, dtype=np.int8, like=x)",
    ),
    "imag": (
        "np.imag(z)",
        "np.imag(x)",
        "np.imag(2 + 3j)",
    ),
    "indices": (
        "np.indices((2, 3))",
        "np.indices((2, 3), dtype=np.float32)",
        "np.indices((2, 3), sparse=True)",
    ),
    "inner": (
        "np.inner(v, r)",
        "np.inner(x, y)",
        "np.inner(t, s)",
        "np.inner(i, 2)",
    ),
    "insert": (
        "np.insert(x, 1, 5.0)",
        "np.insert(x, 1, v, axis=0)",
        "np.insert(x, [0, 2], 7.0, axis=-1)",
        "np.insert(v, slice(1, 3), [8.0, 9.0])",
        "np.insert(k, -1, 2.9)",
    ),
    "interp": (
        "np.interp(x, r, v)",
        "np.interp([-5.0, 0.3, 50.0], r, v, left=-1.0, right=9.0)",
        "np.interp(x, v, r, period=3.0)",
        "np.interp(0.5, r, h[0])",
    ),
    "intersect1d": (
        "np.intersect1d(i, j)",
        "np.intersect1d(i[0], i[:, :2], assume_unique=True)",
        "np.intersect1d(k, i, return_indices=True)",
    ),
    "is_busday": (
        "np.is_busday(d)",
        "np.is_busday(d, weekmask='Sat Sun', holidays=['2020-01-01'], out=np.zeros(4, bool))",
        "np.is_busday('2020-01-01', busdaycal=np.busdaycalendar(holidays=['2020-01-01']))",
    ),
    "isclose": (
        "np.isclose(x, y)",
        "np.isclose(x, x + 1e-3, rtol=0.1, atol=0.1)",
        "np.isclose(n, n, equal_nan=True)",
        "np.isclose(i, j)",
        "np.isclose(x, v)",
    ),
    "iscomplex": (
        "np.iscomplex(z)",
        "np.iscomplex(h)",
        "np.iscomplex(x)",
    ),
    "iscomplexobj": (
        "np.iscomplexobj(z)",
        "np.iscomplexobj(x)",
        "np.iscomplexobj(1j)",
    ),
    "isdtype": (
        "np.isdtype(x.dtype, 'real floating')",
        "np.isdtype(np.dtype('i4'), ('integral', np.float64))",
    ),
    "isfortran": (
        "np.isfortran(m)",
        "np.isfortran(x)",
        "np.isfortran(x.T)",
    ),
    "isin": (
        "np.isin(i, [1, 5, 9])",
        "np.isin(i, k, assume_unique=True, invert=True)",
        "np.isin(i, j, kind='sort')",
        "np.isin(i, j, kind='table')",
        "np.isin(l, ['c', 'ab'])",
        "np.isin(x, v)",
    ),
    "isneginf": (
        "np.isneginf([-np.inf, np.inf, 1.0])",
        "np.isneginf(x, out=b)",
        "np.isneginf(n)",
    ),
    "isposinf": (
        "np.isposinf([-np.inf, np.inf, 1.0])",
        "np.isposinf(x, out=b)",
        "np.isposinf(n)",
    ),
    "isreal": (
        "np.isreal(z)",
        "np.isreal(h)",
        "np.isreal(x)",
    ),
    "isrealobj": (
        "np.isrealobj(z)",
        "np.isrealobj(x)",
        "np.isrealobj('text')",
    ),
    "isscalar": (
        "np.isscalar(3.0)",
        "np.isscalar(a0)",
        "np.isscalar(x)",
        "np.isscalar('text')",
    ),
    "issubdtype": (
        "np.issubdtype(np.float32, np.floating)",
        "np.issubdtype(x.dtype, int)",
    ),
    "iterable": (
        "np.iterable(x)",
        "np.iterable(3)",
        "np.iterable('text')",
    ),
    "ix_": (
        "np.ix_([0, 2], [1, 3])",
        "x[np.ix_([True, False, True], [0, 3])]",
        "np.ix_(k)",
    ),
    "kaiser": (
        "np.kaiser(5, 8.6)",
        "np.kaiser(1, 0.0)",
    ),
    "kron": (
        "np.kron(v, r)",
        "np.kron(x, s[:2, :2])",
        "np.kron(2.0, i)",
    ),
    "lexsort": (
        "np.lexsort((v, k))",
        "np.lexsort((x, i), axis=0)",
        "np.lexsort(x)",
    ),
    "linspace": (
        "np.linspace(0, 1, 5)",
        "np.linspace(0, 10, num=4, endpoint=False, retstep=True, dtype=int, device='cpu')",
        "np.linspace(v, r, 3, axis=-1)",
        "np.linspace(0.0, 1j, 3)",
    ),
    "load": (
        "buf = __import__('io').BytesIO(); np.save(buf, x); buf.seek(0); np.load(buf)",
        (
            "buf = __import__('io').BytesIO(); np.save(buf, m); buf.seek(0); np.load(buf, allow_pickle=True, "
            "fix_imports=False, encoding='latin1', max_header_size=500)"
        ),
        "buf = __import__('io').BytesIO(); np.savez(buf, x, key=i); buf.seek(0); np.load(buf)['key'].tolist()",
        (
            "tmp = __import__('tempfile').NamedTemporaryFile(); np.save(tmp, t); tmp.flush(); "
            "a = np.array(np.load(tmp.name, mmap_mode='r')); tmp.close(); a"
        ),
    ),
    "loadtxt": (
        r"np.loadtxt(__import__('io').StringIO('1 2 3\n4 5 6'))",
        (
            r"np.loadtxt(__import__('io').StringIO('head\n1;2;3\n4;5;6%c\n7;8;9'), dtype=int, comments='%', "
            "delimiter=';', skiprows=1, usecols=(0, 2), unpack=True, max_rows=2)"
        ),
        (
            r"np.loadtxt(__import__('io').StringIO('1,5%\n2,7%'), delimiter=',', "
            "converters={1: lambda a: float(a.strip('%'))}, encoding='utf-8', like=x)"
        ),
        (
            r"np.loadtxt(__import__('io').StringIO('\'a,b\',1\n\'c\',2'), dtype=[('key', 'U5'), ('num', 'i8')], "
            r"delimiter=',', quotechar='\'', ndmin=1)"
        ),
    ),
    "logspace": (
        "np.logspace(0, 3, 4)",
        "np.logspace(0, 3, num=3, endpoint=False, base=2.0, dtype=np.float32)",
        "np.logspace([0.0, 1.0], 3.0, 4, base=[2.0, 3.0], axis=-1)",
    ),
    "mask_indices": (
        "np.mask_indices(3, np.triu)",
        "np.mask_indices(3, np.tril, k=-1)",
        "np.mask_indices(3, lambda a, k: a > k)",
    ),
    "matrix_transpose": (
        "np.matrix_transpose(x)",
        "np.matrix_transpose(t)",
    ),
    "max": (
        "np.max(x)",
        "np.max(x, axis=1, out=w)",
        "np.max(t, axis=(0, -1), keepdims=True)",
        "np.max(x, axis=0, initial=-1.0, where=b)",
        "np.max(n, axis=0)",
        "np.max(x.T[::-1], axis=1)",
    ),
    "may_share_memory": (
        "np.may_share_memory(x, x[1:])",
        "np.may_share_memory(x, y, max_work=1)",
        "np.may_share_memory(x[:, ::2], x[:, 1::2])",
    ),
    "mean": (
        "np.mean(x)",
        "np.mean(x, axis=1, dtype=np.float64, out=w)",
        "np.mean(f, axis=(0, 1), dtype=np.float64, keepdims=True)",
        "np.mean(x, axis=-1, where=c)",
        "np.mean(i, axis=0)",
        "np.mean(x.T, axis=0)",
        "np.mean(z, axis=-2)",
    ),
    "median": (
        "np.median(x)",
        "np.median(x, axis=1, out=w)",
        "np.median(x, axis=-1, overwrite_input=True, keepdims=True)",
        "np.median(t, axis=(0, 2))",
        "np.median(i, axis=0)",
    ),
    "meshgrid": (
        "np.meshgrid(v, w)",
        "np.meshgrid(v, w, copy=False, sparse=True, indexing='ij')",
        "np.meshgrid(k, w, v)",
    ),
    "min": (
        "np.min(x)",
        "np.min(x, axis=1, out=w)",
        "np.min(t, axis=(0, -1), keepdims=True)",
        "np.min(x, axis=0, initial=1.0, where=b)",
        "np.min(n, axis=0)",
        "np.min(x.T[::-1], axis=1)",
    ),
    "min_scalar_type": (
        "np.min_scalar_type(300)",
        "np.min_scalar_type(-1)",
        "np.min_scalar_type(x)",
    ),
    "mintypecode": (
        "np.mintypecode('fd')",
        "np.mintypecode('iF', typeset='FD', default='D')",
        "np.mintypecode(['i', 'l'], default='g')",
    ),
    "moveaxis": (
        "np.moveaxis(t, 0, -1)",
        "np.moveaxis(t, [0, 1], [-1, 0])",
    ),
}
