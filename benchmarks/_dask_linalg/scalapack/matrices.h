/* Matrices that are spread over the processes block-cyclically, and the numbers that they are filled with. */

#ifndef MATRICES_H
#define MATRICES_H

#include <stddef.h>
#include <stdint.h>

/* The process grid of a request; blocks are square. */
typedef struct {
    int context, rows, columns, row, column, block;
} Grid;

/* An m by n matrix; of it this process holds `rows` by `columns` numbers, in columns that lie `rows` (or 1) apart. */
typedef struct {
    int m, n, rows, columns, desc[9];
    double *local;
} Matrix;

/* The kinds of _dask_linalg/matrices.py, under the same numbers. */
enum { GENERAL, SYMMETRIC, POSITIVE, SIGNS };

extern Grid grid;
extern const int ONE;

double entry(int kind, uint64_t seed, int64_t i, int64_t j, int64_t n);
void *claim(size_t bytes); /* Memory whose pages are there already. */
Matrix matrix(int m, int n);
Matrix filled(int kind, uint64_t seed, int m, int n);
Matrix copied(const Matrix *original);
void drop(Matrix *matrix);
int global_row(int local);
int global_column(int local);
void subtract(Matrix *from, const Matrix *what);
double frobenius(const Matrix *a);
void column_sums(const Matrix *a, double *sums); /* The 1-norms of all n columns, to every process. */
double norm_1(const Matrix *a);
double norm_inf(const Matrix *a);
double longest_row(const Matrix *a); /* The largest 2-norm of a row. */
void multiply(const char *trans, const Matrix *a, const Matrix *x, Matrix *y); /* y = a x, or a' x. */

#endif
