#include "matrices.h"

#include <math.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interface.h"

Grid grid;
const int ONE = 1;

/* Mix 64 bits, as SplitMix64 does: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static double uniform(uint64_t seed, int64_t i, int64_t j) {
    uint64_t place = ((uint64_t)i << 32) + (uint64_t)j + 1;
    return (double)(mixed(seed * UINT64_C(0xD1B54A32D192ED03) + place * UINT64_C(0x9E3779B97F4A7C15)) >> 11) * 0x1p-53 -
           0.5;
}

/* Every number is a function of its place, so that each process, and Python, makes the same matrix by itself. */
double entry(int kind, uint64_t seed, int64_t i, int64_t j, int64_t n) {
    if (kind == GENERAL) return uniform(seed, i, j);
    if (kind == SIGNS) return uniform(seed, i, j) < 0 ? -1.0 : 1.0;
    double value = i > j ? uniform(seed, i, j) : uniform(seed, j, i);
    /* The eigenvalues of the symmetric one lie within 0.58 sqrt(n) of zero. */
    return kind == POSITIVE && i == j ? value + ceil(sqrt((double)n)) : value;
}

void *claim(size_t bytes) {
    enum { PAGE = 4096 };
    size_t whole_pages = (bytes / PAGE + 1) * PAGE;
    void *memory = aligned_alloc(PAGE, whole_pages);
    if (!memory) {
        fprintf(stderr, "driver: out of memory: %zu bytes\n", whole_pages);
        MPI_Abort(MPI_COMM_WORLD, 12);
        exit(12);
    }
    memset(memory, 0, whole_pages);
    return memory;
}

Matrix matrix(int m, int n) {
    int zero = 0, info = 0;
    Matrix a = {.m = m, .n = n};
    a.rows = numroc_(&m, &grid.block, &grid.row, &zero, &grid.rows);
    a.columns = numroc_(&n, &grid.block, &grid.column, &zero, &grid.columns);
    int apart = a.rows > 1 ? a.rows : 1;
    descinit_(a.desc, &m, &n, &grid.block, &grid.block, &zero, &zero, &grid.context, &apart, &info);
    a.local = claim(sizeof(double) * (size_t)apart * (size_t)a.columns);
    return a;
}

int global_row(int local) { return (local / grid.block * grid.rows + grid.row) * grid.block + local % grid.block; }

int global_column(int local) {
    return (local / grid.block * grid.columns + grid.column) * grid.block + local % grid.block;
}

static size_t count(const Matrix *a) { return (size_t)a->rows * (size_t)a->columns; }

Matrix filled(int kind, uint64_t seed, int m, int n) {
    Matrix a = matrix(m, n);
    for (int j = 0; j < a.columns; j++) {
        double *column = a.local + (size_t)j * (size_t)a.rows;
        for (int i = 0; i < a.rows; i++) column[i] = entry(kind, seed, global_row(i), global_column(j), n);
    }
    return a;
}

Matrix copied(const Matrix *original) {
    Matrix copy = matrix(original->m, original->n);
    memcpy(copy.local, original->local, sizeof(double) * count(original));
    return copy;
}

void drop(Matrix *a) {
    free(a->local);
    a->local = NULL;
}

void subtract(Matrix *from, const Matrix *what) {
    for (size_t i = 0; i < count(from); i++) from->local[i] -= what->local[i];
}

double frobenius(const Matrix *a) {
    double sum = 0;
    for (size_t i = 0; i < count(a); i++) sum += a->local[i] * a->local[i];
    MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return sqrt(sum);
}

void column_sums(const Matrix *a, double *sums) {
    memset(sums, 0, sizeof(double) * (size_t)a->n);
    for (int j = 0; j < a->columns; j++)
        for (int i = 0; i < a->rows; i++) sums[global_column(j)] += fabs(a->local[(size_t)j * (size_t)a->rows + i]);
    MPI_Allreduce(MPI_IN_PLACE, sums, a->n, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}

/* Magnitudes, or squares, summed along all m rows, to every process. */
static double *row_sums(const Matrix *a, int of_squares) {
    double *sums = claim(sizeof(double) * (size_t)a->m);
    for (int j = 0; j < a->columns; j++)
        for (int i = 0; i < a->rows; i++) {
            double value = a->local[(size_t)j * (size_t)a->rows + i];
            sums[global_row(i)] += of_squares ? value * value : fabs(value);
        }
    MPI_Allreduce(MPI_IN_PLACE, sums, a->m, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return sums;
}

/* The largest of some sums, which are given back; a NaN among them is the largest. */
static double largest(double *sums, int count) {
    double found = 0;
    for (int i = 0; i < count; i++) found = sums[i] > found || isnan(sums[i]) ? sums[i] : found;
    free(sums);
    return found;
}

double norm_1(const Matrix *a) {
    double *sums = claim(sizeof(double) * (size_t)a->n);
    column_sums(a, sums);
    return largest(sums, a->n);
}

double norm_inf(const Matrix *a) { return largest(row_sums(a, 0), a->m); }

double longest_row(const Matrix *a) { return sqrt(largest(row_sums(a, 1), a->m)); }

void multiply(const char *trans, const Matrix *a, const Matrix *x, Matrix *y) {
    double one = 1, zero = 0;
    int inner = *trans == 'N' ? a->n : a->m;
    pdgemm_(trans, "N", &y->m, &y->n, &inner, &one, a->local, &ONE, &ONE, a->desc, x->local, &ONE, &ONE, x->desc,
            &zero, y->local, &ONE, &ONE, y->desc);
}
