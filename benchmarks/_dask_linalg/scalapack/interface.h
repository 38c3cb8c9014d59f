/* What is called of ScaLAPACK, the BLACS, BLAS and OpenBLAS: Debian ships no headers for them.
 *
 * Routines that are written in Fortran take the length of each text at the end; PBLAS is written in C and takes none. */

#ifndef INTERFACE_H
#define INTERFACE_H

#include <stddef.h>

typedef const char *text;
typedef const int *integer;
typedef const double *number;

void Cblacs_get(int context, int what, int *value);
void Cblacs_gridinit(int *context, text order, int rows, int columns);
void Cblacs_gridinfo(int context, int *rows, int *columns, int *row, int *column);
void Cblacs_gridexit(int context);

int numroc_(integer n, integer nb, integer process, integer first, integer processes);
void descinit_(int *desc, integer m, integer n, integer mb, integer nb, integer row, integer column, integer context,
               integer lld, int *info);

void dgemm_(text ta, text tb, integer m, integer n, integer k, number alpha, number a, integer lda, number b,
            integer ldb, number beta, double *c, integer ldc);

void pdgemm_(text ta, text tb, integer m, integer n, integer k, number alpha, number a, integer ia, integer ja,
             integer desca, number b, integer ib, integer jb, integer descb, number beta, double *c, integer ic,
             integer jc, integer descc);
void pdtrmm_(text side, text uplo, text trans, text diag, integer m, integer n, number alpha, number a, integer ia,
             integer ja, integer desca, double *b, integer ib, integer jb, integer descb);

void pdpotrf_(text uplo, integer n, double *a, integer ia, integer ja, integer desca, int *info, size_t);
void pdgetrf_(integer m, integer n, double *a, integer ia, integer ja, integer desca, int *pivots, int *info);
void pdgesv_(integer n, integer nrhs, double *a, integer ia, integer ja, integer desca, int *pivots, double *b,
             integer ib, integer jb, integer descb, int *info);
void pdgeqrf_(integer m, integer n, double *a, integer ia, integer ja, integer desca, double *tau, double *work,
              integer lwork, int *info);
void pdorgqr_(integer m, integer n, integer k, double *a, integer ia, integer ja, integer desca, number tau,
              double *work, integer lwork, int *info);
void pdgels_(text trans, integer m, integer n, integer nrhs, double *a, integer ia, integer ja, integer desca,
             double *b, integer ib, integer jb, integer descb, double *work, integer lwork, int *info, size_t);
void pdsyevd_(text jobz, text uplo, integer n, double *a, integer ia, integer ja, integer desca, double *w, double *z,
              integer iz, integer jz, integer descz, double *work, integer lwork, int *iwork, integer liwork,
              int *info, size_t, size_t);
void pdormqr_(text side, text trans, integer m, integer n, integer k, number a, integer ia, integer ja, integer desca,
              number tau, double *c, integer ic, integer jc, integer descc, double *work, integer lwork, int *info,
              size_t, size_t);
void pdgesvd_(text jobu, text jobvt, integer m, integer n, double *a, integer ia, integer ja, integer desca, double *s,
              double *u, integer iu, integer ju, integer descu, double *vt, integer ivt, integer jvt, integer descvt,
              double *work, integer lwork, int *info, size_t, size_t);
void pdlacpy_(text uplo, integer m, integer n, number a, integer ia, integer ja, integer desca, double *b, integer ib,
              integer jb, integer descb, size_t);
void pdlapiv_(text direction, text what, text where, integer m, integer n, double *a, integer ia, integer ja,
              integer desca, integer pivots, integer ip, integer jp, integer descip, int *work, size_t, size_t, size_t);

/* Of OpenBLAS alone: with another BLAS they are not there, and their addresses are null. */
char *openblas_get_config(void) __attribute__((weak));
char *openblas_get_corename(void) __attribute__((weak));
int openblas_get_num_threads(void) __attribute__((weak));

#endif
