"""Calls of the functions e to h."""

from __future__ import annotations

CALLS: dict[str, tuple[str, ...]] = {
    "ediff1d": (
        "np.ediff1d(x)",
        "np.ediff1d(k, to_end=[7, 8], to_begin=-9)",
    ),
    "einsum": (
        "np.einsum('ij,kj->ik', x, y)",
        "np.einsum('ij,jk,k->i', x, s, v, optimize=True)",
        "np.einsum('ii', s)",
        "np.einsum('...j->...', t, out=np.zeros((2, 3)))",
        "np.einsum(x, [0, 1], [1, 0])",
        "np.einsum('ij,j', i, k, dtype=np.float32, casting='unsafe', order='F')",
    ),
    "einsum_path": (
        "np.einsum_path('ij,jk,kl->il', x, s, p)",
        "np.einsum_path('ij,jk,k->i', x, s, v, optimize='optimal')",
        "np.einsum_path('ij,jk,k->i', x, s, v, einsum_call=True)[1][0][1:3]",
    ),
    "empty": (
        "a = np.empty(3); a[...] = 1; a",
        "a = np.empty((2, 3), dtype=np.int32, order='F', device='cpu', like=x); a[...] = 7; a",
        "np.empty((0, 3))",
    ),
    "empty_like": (
        "a = np.empty_like(x); a[...] = 1; a",
        "a = np.empty_like(m, dtype=np.int16, order='C', subok=False, shape=(2, 5), device='cpu'); a[...] = 7; a",
        "a = np.empty_like(x.T); a.fill(2); a",
    ),
    "expand_dims": (
        "np.expand_dims(v, 0)",
        "np.expand_dims(x, axis=(0, -1))",
        "np.expand_dims(x.T, -2)",
    ),
    "extract": (
        "np.extract(b, x)",
        "np.extract(i % 3 == 0, i)",
    ),
    "eye": (
        "np.eye(3)",
        "np.eye(3, M=5, k=-1, dtype=np.int8, order='F', device='cpu', like=x)",
        "np.eye(2, 4, 1, complex)",
    ),
    "fill_diagonal": (
        "np.fill_diagonal(s, 9.0); s",
        "np.fill_diagonal(m.T, w); m",
        "a = np.zeros((7, 3)); np.fill_diagonal(a, [1.0, 2.0, 3.0], wrap=True); a",
        "np.fill_diagonal(x, v); x",
    ),
    "fix": (
        "np.fix(x)",
        "np.fix(x, out=o)",
        "np.fix(f.T)",
    ),
    "flatnonzero": (
        "np.flatnonzero(b)",
        "np.flatnonzero(x > 0)",
    ),
    "flip": (
        "np.flip(x)",
        "np.flip(x, axis=0)",
        "np.flip(t, axis=(0, -1))",
    ),
    "fliplr": (
        "np.fliplr(x)",
        "np.fliplr(t.T)",
    ),
    "flipud": (
        "np.flipud(x)",
        "np.flipud(v)",
    ),
    "format_float_positional": (
        "np.format_float_positional(2.5)",
        "np.format_float_positional(np.float32(1234.5678), unique=False, precision=3, fractional=False, trim='0')",
        "np.format_float_positional(3.14159, precision=2, sign=True, pad_left=4, pad_right=5)",
        "np.format_float_positional(1.5, min_digits=4)",
        "np.format_float_positional(np.float16(2), trim='-')",
    ),
    "format_float_scientific": (
        "np.format_float_scientific(12345.0)",
        "np.format_float_scientific(np.float32(0.3), unique=False, precision=9, sign=True)",
        "np.format_float_scientific(2.0, precision=4, unique=False, trim='0')",
        "np.format_float_scientific(3.5, pad_left=4, exp_digits=4, min_digits=3)",
    ),
    "from_dlpack": (
        "np.from_dlpack(x)",
        "np.from_dlpack(i, device='cpu', copy=True)",
        "np.from_dlpack(m)",
    ),
    "frombuffer": (
        "np.frombuffer(b'abcdefgh', dtype=np.uint8)",
        "np.frombuffer(bytes(range(32)), dtype='<i4', count=2, offset=8, like=x)",
        "np.frombuffer(bytearray(16))",
    ),
    "fromfile": (
        (
            "tmp = __import__('tempfile').TemporaryFile(); tmp.write(bytes(range(64))); tmp.seek(0); "
            "a = np.fromfile(tmp, dtype=np.int32, count=4, offset=8); tmp.close(); a"
        ),
        (
            "tmp = __import__('tempfile').TemporaryFile(); tmp.write(b'1,2.5,-3'); tmp.seek(0); "
            "a = np.fromfile(tmp, sep=',', like=x); tmp.close(); a"
        ),
        (
            "tmp = __import__('tempfile').TemporaryFile(); tmp.write(bytes(16)); tmp.seek(0); "
            "a = np.fromfile(tmp); tmp.close(); a"
        ),
    ),
    "fromfunction": (
        "np.fromfunction(lambda a, b: a + b, (2, 3))",
        "np.fromfunction(lambda a, b, shift=0: a * b + shift, (2, 3), dtype=int, like=x, shift=5)",
        "np.fromfunction(lambda a: a > 1, (4,))",
    ),
    "fromiter": (
        "np.fromiter(range(5), dtype=np.int64)",
        "np.fromiter((a * a for a in range(9)), float, count=4, like=x)",
        "np.fromiter([(1, 2.5), (3, 4.5)], dtype='i4,f8')",
    ),
    "frompyfunc": (
        "np.frompyfunc(lambda a, b: a + b, 2, 1)(x, v).astype(float)",
        "np.frompyfunc(divmod, 2, 2)(i, j)",
        "np.frompyfunc(lambda a, b: a * b, 2, 1, identity=1).reduce(i, axis=0)",
        "np.frompyfunc(len, nin=1, nout=1)(l)",
    ),
    "fromregex": (
        r"np.fromregex(__import__('io').StringIO('1 ab\n22 cd'), r'(\d+)\s+(..)', [('num', 'i8'), ('key', 'S3')])",
        (
            r"np.fromregex(__import__('io').BytesIO(b'1;2.5 3;4.5'), r'(\d);(\S+)', [('a', 'i4'), ('b', 'f8')], "
            "encoding='latin1')"
        ),
    ),
    "fromstring": (
        "np.fromstring('1 2.5 -3', sep=' ')",
        "np.fromstring('1, 2, 3', dtype=int, count=2, sep=',', like=x)",
    ),
    "full": (
        "np.full(3, 2.5)",
        "np.full((2, 3), [1, 2, 3], dtype=np.float32, order='F', device='cpu', like=x)",
        "np.full((), 7)",
        "np.full((3, 4), v)",
    ),
    "full_like": (
        "np.full_like(x, 2.5)",
        "np.full_like(m, 3, dtype=np.int16, order='C', subok=False, shape=(2, 5), device='cpu')",
        "np.full_like(x.T, w)",
    ),
    "genfromtxt": (
        r"np.genfromtxt(__import__('io').StringIO('1 2 3\n4 nan 6'))",
        (
            r"np.genfromtxt(__import__('io').StringIO('head\n1;2;3%c\n4;;6\n7;8;9\nend'), delimiter=';', "
            "comments='%', skip_header=1, skip_footer=1, missing_values='', filling_values=-1.0, usecols=(0, 1), "
            "unpack=True)"
        ),
        (
            r"np.genfromtxt(__import__('io').StringIO('1, 5%\n2, 7%'), dtype=float, delimiter=',', "
            "converters={1: lambda a: float(a.strip('%'))}, encoding='utf-8', comments=None)"
        ),
        (
            r"np.genfromtxt(__import__('io').StringIO('My col,B!,A\n1,2,3\n4,5,6'), dtype=int, delimiter=',', "
            "names=True, excludelist=['a'], deletechars='!', replace_space='-', case_sensitive='lower')"
        ),
        (
            r"np.genfromtxt(__import__('io').StringIO('1 , ab\n2 ,cd '), dtype=None, delimiter=',', "
            "autostrip=True, defaultfmt='c%02i', encoding='utf-8')"
        ),
        (
            r"np.genfromtxt(__import__('io').StringIO('1,2\n3,4\n5,6'), delimiter=',', usemask=True, loose=False, "
            "invalid_raise=False, max_rows=2, missing_values='3')"
        ),
        "np.genfromtxt(__import__('io').StringIO('1 2 3'), ndmin=2, like=x)",
    ),
    "geomspace": (
        "np.geomspace(1, 1000, num=4)",
        "np.geomspace(1, 16, 4, endpoint=False, dtype=np.float32)",
        "np.geomspace([1.0, 2.0], 32.0, num=5, axis=-1)",
        "np.geomspace(1j, 16j, 5)",
    ),
    "get_printoptions": ("np.get_printoptions()",),
    "getbufsize": ("np.getbufsize()",),
    "geterr": ("np.geterr()",),
    "geterrcall": ("np.geterrcall()",),
    "gradient": (
        "np.gradient(x)",
        "np.gradient(x, 2.0, axis=0)",
        "np.gradient(x, [0.0, 1.0, 3.0], r)",
        "np.gradient(v, r, edge_order=2)",
        "np.gradient(t, axis=(-1, 1))",
        "np.gradient(f, 0.5)",
    ),
    "hamming": (
        "np.hamming(5)",
        "np.hamming(1)",
    ),
    "hanning": (
        "np.hanning(5)",
        "np.hanning(1)",
    ),
    "histogram": (
        "np.histogram(x)",
        "np.histogram(x, bins=4, range=(-1.0, 1.0), density=True, weights=y ** 2)",
        "np.histogram(i, bins=[0, 2, 5, 12])",
        "np.histogram(v, bins='sturges')",
    ),
    "histogram2d": (
        "np.histogram2d(v, r)",
        "np.histogram2d(v, r, bins=[2, 3], range=[[-1, 1], [-5, 9]], density=True, weights=r ** 2)",
        "np.histogram2d(v, r, [[-9.0, 0.0, 9.0], 2])",
    ),
    "histogram_bin_edges": (
        "np.histogram_bin_edges(x)",
        "np.histogram_bin_edges(x, bins=4, range=(-1.0, 1.0), weights=y ** 2)",
        "np.histogram_bin_edges(i, bins='auto')",
    ),
    "histogramdd": (
        "np.histogramdd(x.T, bins=2)",
        "np.histogramdd((v, r), bins=[2, 3], range=[(-9, 9), (-9, 9)], density=True, weights=r ** 2)",
        "np.histogramdd(x.T[:, :2], bins=([-9.0, 0.0, 9.0], 3))",
    ),
    "hsplit": (
        "np.hsplit(x, 2)",
        "np.hsplit(v, [1, 3])",
    ),
    "hstack": (
        "np.hstack((x, y))",
        "np.hstack([v, k], dtype=np.float32, casting='unsafe')",
        "np.hstack([m, t[0]])",
    ),
}
