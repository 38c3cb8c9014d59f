/* Every ratio is one of LAPACK's own tests. Where it asks for a difference E that is dear to write out, as A - L U, E is
 * applied to random signs: that gives the 2-norms of its rows at the cost of a few vectors, and sqrt(n) times the largest
 * bounds the norm that is the largest sum of magnitudes in a row. _dask_linalg/residuals.py does the same. */

#include "operations.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "interface.h"
#include "matrices.h"

enum { PROBES = 16, RIGHT_HAND_SIDES = 64, FIRST = 1, SECOND = 2, PROBE = 3 };
static const double EPSILON = DBL_EPSILON / 2; /* LAPACK's: the largest error of a rounding. */
static const double PRECISION = DBL_EPSILON;   /* What its tests of eigenvalues count in. */

/* What the operation at hand holds. */
static Matrix a, b, c, u, vt;
static int *pivots, lwork, liwork, *iwork;
static double *tau, *work, *values;

void forget(void) {
    drop(&a), drop(&b), drop(&c), drop(&u), drop(&vt);
    free(pivots), free(iwork), free(tau), free(work), free(values);
    pivots = iwork = NULL, tau = work = values = NULL;
}

static int larger(int x, int y) { return x > y ? x : y; }

/* The larger of two ratios; one that is no number is the worst. */
static double worse(double x, double y) { return x > y || isnan(x) ? x : y; }

static void claim_pivots(void) { pivots = claim(sizeof(int) * (size_t)(a.rows + grid.block)); }

/* Claim the work that a query asked for. */
static void claim_work(double asked) {
    lwork = (int)asked;
    work = claim(sizeof(double) * (size_t)lwork);
}

static Matrix signs(int n) { return filled(SIGNS, PROBE, n, PROBES); }

/* A bound of the norm of an error with n columns that was applied to signs. */
static double bound(const Matrix *applied, int n) { return sqrt((double)n / PROBES) * longest_row(applied); }

/* How far the columns of q are from orthonormal, by the whole product. */
static double orthogonality(const Matrix *q, double unit) {
    Matrix error = matrix(q->n, q->n);
    multiply("T", q, q, &error);
    for (int j = 0; j < error.columns; j++)
        for (int i = 0; i < error.rows; i++)
            if (global_row(i) == global_column(j)) error.local[(size_t)j * (size_t)error.rows + i] -= 1;
    double ratio = norm_inf(&error) / (q->m * unit);
    drop(&error);
    return ratio;
}

/* The norm of the error that was applied to signs, over side norm(original) unit. */
static double relative(const Matrix *applied, const Matrix *original, int side, double unit) {
    return bound(applied, original->n) / (side * norm_inf(original) * unit);
}

static void triangle(const char *uplo, const char *trans, const char *diag, Matrix *x) {
    double one = 1;
    pdtrmm_("L", uplo, trans, diag, &x->m, &x->n, &one, a.local, &ONE, &ONE, a.desc, x->local, &ONE, &ONE, x->desc);
}

/* Cholesky's factorisation. */

static void prepare_potrf(int m, int n) { a = filled(POSITIVE, FIRST, m, n); }

static int run_potrf(void) {
    int info;
    pdpotrf_("L", &a.n, a.local, &ONE, &ONE, a.desc, &info, 1);
    return info;
}

static double ratio_potrf(void) {
    Matrix original = filled(POSITIVE, FIRST, a.m, a.n), x = signs(a.n), wanted = matrix(a.m, PROBES);
    multiply("N", &original, &x, &wanted);
    triangle("L", "T", "N", &x);
    triangle("L", "N", "N", &x);
    subtract(&x, &wanted);
    double ratio = relative(&x, &original, a.n, EPSILON);
    drop(&original), drop(&x), drop(&wanted);
    return ratio;
}

/* LU with partial pivoting. */

static void prepare_getrf(int m, int n) {
    a = filled(GENERAL, FIRST, m, n);
    claim_pivots();
}

static int run_getrf(void) {
    int info;
    pdgetrf_(&a.m, &a.n, a.local, &ONE, &ONE, a.desc, pivots, &info);
    return info;
}

/* Interchange rows as the factorisation did; the vector of pivots lies along the rows of each process column. */
static void interchange(Matrix *x) {
    int descip[9] = {1, grid.context, a.m + grid.block * grid.rows, 1, grid.block, 1, 0, grid.column,
                     grid.block + a.rows}, unused = 0;
    pdlapiv_("F", "R", "C", &x->m, &x->n, x->local, &ONE, &ONE, x->desc, pivots, &ONE, &ONE, descip, &unused, 1, 1, 1);
}

static double ratio_getrf(void) {
    Matrix original = filled(GENERAL, FIRST, a.m, a.n), x = signs(a.n), wanted = matrix(a.m, PROBES);
    multiply("N", &original, &x, &wanted);
    interchange(&wanted);
    triangle("U", "N", "N", &x);
    triangle("L", "N", "U", &x);
    subtract(&x, &wanted);
    double ratio = relative(&x, &original, a.n, EPSILON);
    drop(&original), drop(&x), drop(&wanted);
    return ratio;
}

/* A system with 64 right-hand sides. */

static void prepare_gesv(int m, int n) {
    a = filled(GENERAL, FIRST, m, n);
    b = filled(GENERAL, SECOND, m, RIGHT_HAND_SIDES);
    claim_pivots();
}

static int run_gesv(void) {
    int info;
    pdgesv_(&a.n, &b.n, a.local, &ONE, &ONE, a.desc, pivots, b.local, &ONE, &ONE, b.desc, &info);
    return info;
}

static double ratio_gesv(void) {
    Matrix original = filled(GENERAL, FIRST, a.m, a.n), wanted = filled(GENERAL, SECOND, a.m, b.n);
    Matrix got = matrix(a.m, b.n);
    multiply("N", &original, &b, &got);
    subtract(&got, &wanted);
    double left_over[RIGHT_HAND_SIDES], size[RIGHT_HAND_SIDES], worst = 0, norm = norm_1(&original);
    column_sums(&got, left_over);
    column_sums(&b, size);
    for (int j = 0; j < b.n; j++) {
        double ratio = left_over[j] / (norm * size[j] * EPSILON);
        worst = worse(ratio, worst);
    }
    drop(&original), drop(&wanted), drop(&got);
    return worst;
}

/* A product of two square matrices. */

static void prepare_gemm(int m, int n) {
    a = filled(GENERAL, FIRST, m, n);
    b = filled(GENERAL, SECOND, n, n);
    c = matrix(m, n);
}

static int run_gemm(void) {
    multiply("N", &a, &b, &c);
    return 0;
}

static double ratio_gemm(void) {
    Matrix x = signs(b.n), first = matrix(b.m, PROBES), wanted = matrix(a.m, PROBES), got = matrix(c.m, PROBES);
    multiply("N", &b, &x, &first);
    multiply("N", &a, &first, &wanted);
    multiply("N", &c, &x, &got);
    subtract(&got, &wanted);
    double ratio = bound(&got, c.n) / (a.n * norm_inf(&a) * norm_inf(&b) * EPSILON);
    drop(&x), drop(&first), drop(&wanted), drop(&got);
    return ratio;
}

/* QR with the orthogonal factor written out. */

static void prepare_qr(int m, int n) {
    double geqrf, orgqr;
    int query = -1, info;
    a = filled(GENERAL, FIRST, m, n);
    b = matrix(n, n);
    tau = claim(sizeof(double) * (size_t)larger(1, a.columns));
    pdgeqrf_(&a.m, &a.n, a.local, &ONE, &ONE, a.desc, tau, &geqrf, &query, &info);
    pdorgqr_(&a.m, &a.n, &a.n, a.local, &ONE, &ONE, a.desc, tau, &orgqr, &query, &info);
    claim_work(geqrf > orgqr ? geqrf : orgqr);
}

static int run_qr(void) {
    int info;
    pdgeqrf_(&a.m, &a.n, a.local, &ONE, &ONE, a.desc, tau, work, &lwork, &info);
    if (info) return info;
    pdlacpy_("U", &a.n, &a.n, a.local, &ONE, &ONE, a.desc, b.local, &ONE, &ONE, b.desc, 1);
    pdorgqr_(&a.m, &a.n, &a.n, a.local, &ONE, &ONE, a.desc, tau, work, &lwork, &info);
    return info;
}

static double ratio_qr(void) {
    Matrix original = filled(GENERAL, FIRST, a.m, a.n), x = signs(a.n), image = matrix(a.n, PROBES);
    Matrix got = matrix(a.m, PROBES), wanted = matrix(a.m, PROBES);
    multiply("N", &original, &x, &wanted);
    multiply("N", &b, &x, &image);
    multiply("N", &a, &image, &got);
    subtract(&got, &wanted);
    double ratio = relative(&got, &original, a.m, EPSILON), angles = orthogonality(&a, EPSILON);
    drop(&original), drop(&x), drop(&image), drop(&got), drop(&wanted);
    return worse(angles, ratio);
}

/* Least squares with one right-hand side. */

static void prepare_gels(int m, int n) {
    double asked;
    int query = -1, info;
    a = filled(GENERAL, FIRST, m, n);
    b = filled(GENERAL, SECOND, m, 1);
    pdgels_("N", &a.m, &a.n, &b.n, a.local, &ONE, &ONE, a.desc, b.local, &ONE, &ONE, b.desc, &asked, &query, &info, 1);
    claim_work(asked);
}

static int run_gels(void) {
    int info;
    pdgels_("N", &a.m, &a.n, &b.n, a.local, &ONE, &ONE, a.desc, b.local, &ONE, &ONE, b.desc, work, &lwork, &info, 1);
    return info;
}

/* What is left over must be at right angles to the columns: Stewart's backward error, in units of eps. */
static double ratio_gels(void) {
    Matrix original = filled(GENERAL, FIRST, a.m, a.n), wanted = filled(GENERAL, SECOND, a.m, 1);
    Matrix x = matrix(a.n, 1), left_over = matrix(a.m, 1), angles = matrix(a.n, 1);
    memcpy(x.local, b.local, sizeof(double) * (size_t)(x.columns ? x.rows : 0));
    multiply("N", &original, &x, &left_over);
    subtract(&left_over, &wanted);
    multiply("T", &original, &left_over, &angles);
    double ratio = frobenius(&angles) / (frobenius(&original) * frobenius(&left_over) * EPSILON);
    drop(&original), drop(&wanted), drop(&x), drop(&left_over), drop(&angles);
    return ratio;
}

/* Singular values and vectors of a tall matrix: those of its triangular factor, then its orthogonal factor applied. */

static void prepare_svd(int m, int n) {
    double geqrf, gesvd, ormqr;
    int query = -1, info;
    a = filled(GENERAL, FIRST, m, n);
    b = matrix(n, n), u = matrix(n, n), vt = matrix(n, n), c = matrix(m, n);
    tau = claim(sizeof(double) * (size_t)larger(1, a.columns));
    values = claim(sizeof(double) * (size_t)n);
    pdgeqrf_(&a.m, &a.n, a.local, &ONE, &ONE, a.desc, tau, &geqrf, &query, &info);
    pdgesvd_("V", "V", &b.m, &b.n, b.local, &ONE, &ONE, b.desc, values, u.local, &ONE, &ONE, u.desc, vt.local, &ONE,
             &ONE, vt.desc, &gesvd, &query, &info, 1, 1);
    pdormqr_("L", "N", &c.m, &c.n, &a.n, a.local, &ONE, &ONE, a.desc, tau, c.local, &ONE, &ONE, c.desc, &ormqr, &query,
             &info, 1, 1);
    claim_work(fmax(geqrf, fmax(gesvd, ormqr)));
}

static int run_svd(void) {
    int info;
    pdgeqrf_(&a.m, &a.n, a.local, &ONE, &ONE, a.desc, tau, work, &lwork, &info);
    if (info) return info;
    pdlacpy_("U", &a.n, &a.n, a.local, &ONE, &ONE, a.desc, b.local, &ONE, &ONE, b.desc, 1);
    pdgesvd_("V", "V", &b.m, &b.n, b.local, &ONE, &ONE, b.desc, values, u.local, &ONE, &ONE, u.desc, vt.local, &ONE,
             &ONE, vt.desc, work, &lwork, &info, 1, 1);
    if (info) return info;
    pdlacpy_("A", &u.m, &u.n, u.local, &ONE, &ONE, u.desc, c.local, &ONE, &ONE, c.desc, 1);
    pdormqr_("L", "N", &c.m, &c.n, &a.n, a.local, &ONE, &ONE, a.desc, tau, c.local, &ONE, &ONE, c.desc, work, &lwork,
             &info, 1, 1);
    return info;
}

/* Multiply the rows of a matrix by the values. */
static void scale(Matrix *x) {
    for (int j = 0; j < x->columns; j++)
        for (int i = 0; i < x->rows; i++) x->local[(size_t)j * (size_t)x->rows + i] *= values[global_row(i)];
}

static double ratio_svd(void) {
    Matrix original = filled(GENERAL, FIRST, a.m, a.n), x = signs(a.n), image = matrix(a.n, PROBES);
    Matrix got = matrix(a.m, PROBES), wanted = matrix(a.m, PROBES);
    multiply("N", &original, &x, &wanted);
    multiply("N", &vt, &x, &image);
    scale(&image);
    multiply("N", &c, &image, &got);
    subtract(&got, &wanted);
    double ratio = relative(&got, &original, a.m, PRECISION);
    drop(&original), drop(&x), drop(&image), drop(&got), drop(&wanted);
    return worse(ratio, worse(orthogonality(&c, PRECISION), orthogonality(&vt, PRECISION)));
}

/* The eigenvalues and eigenvectors of a symmetric matrix. */

static void prepare_eigh(int m, int n) {
    double asked;
    int query = -1, iasked, info;
    a = filled(SYMMETRIC, FIRST, m, n);
    b = matrix(n, n);
    values = claim(sizeof(double) * (size_t)n);
    pdsyevd_("V", "L", &a.n, a.local, &ONE, &ONE, a.desc, values, b.local, &ONE, &ONE, b.desc, &asked, &query, &iasked,
             &query, &info, 1, 1);
    /* The query forgets what pdormtr takes in the same call. */
    claim_work(asked + 4.0 * (grid.block + 2) * (grid.block + a.rows + a.columns));
    liwork = larger(iasked, 7 * n + 8 * grid.columns + 2);
    iwork = claim(sizeof(int) * (size_t)liwork);
}

static int run_eigh(void) {
    int info;
    pdsyevd_("V", "L", &a.n, a.local, &ONE, &ONE, a.desc, values, b.local, &ONE, &ONE, b.desc, work, &lwork, iwork,
             &liwork, &info, 1, 1);
    return info;
}

static double ratio_eigh(void) {
    Matrix original = filled(SYMMETRIC, FIRST, a.m, a.n), x = signs(a.n), image = matrix(a.n, PROBES);
    Matrix wanted = matrix(a.n, PROBES), got = matrix(a.n, PROBES), scaled = copied(&x);
    multiply("N", &b, &x, &image);
    multiply("N", &original, &image, &wanted);
    scale(&scaled);
    multiply("N", &b, &scaled, &got);
    subtract(&got, &wanted);
    double ratio = relative(&got, &original, a.n, PRECISION), angles = orthogonality(&b, PRECISION);
    drop(&original), drop(&x), drop(&image), drop(&wanted), drop(&got), drop(&scaled);
    return worse(angles, ratio);
}

static const Operation OPERATIONS[] = {
    {"potrf", prepare_potrf, run_potrf, ratio_potrf}, {"getrf", prepare_getrf, run_getrf, ratio_getrf},
    {"gesv", prepare_gesv, run_gesv, ratio_gesv},     {"gemm", prepare_gemm, run_gemm, ratio_gemm},
    {"qr", prepare_qr, run_qr, ratio_qr},             {"gels", prepare_gels, run_gels, ratio_gels},
    {"svd", prepare_svd, run_svd, ratio_svd},         {"eigh", prepare_eigh, run_eigh, ratio_eigh},
};

const Operation *find_operation(const char *name) {
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof *OPERATIONS; i++)
        if (!strcmp(name, OPERATIONS[i].name)) return &OPERATIONS[i];
    return NULL;
}
