/* ScaLAPACK as a server: reads a request a line, answers a JSON object a line, and ends when its input is closed.
 *
 *     potrf 4096 4096 64/1x2 3     operation, m, n, block size / process rows x process columns, timings
 *     rate 2048                    what dgemm reaches on all processes at once, each on matrices of its own
 *     entries 0 1 3 4              kind, seed, m, n: the numbers that matrices are filled with
 *     facts                        who provides BLAS, ScaLAPACK and MPI; the processor's time that all took so far
 *
 * The processes stay alive between requests, so that timings can be interleaved with those of others. Those that wait
 * sleep meanwhile: waiting inside MPI keeps a core busy. Each timing is of a fresh matrix, begins and ends at a barrier,
 * and its result is checked. A request that cannot be done is answered by its "error". */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <inttypes.h>
#include <mpi.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "interface.h"
#include "matrices.h"
#include "operations.h"

enum { LINE = 256, MOST_TIMINGS = 64 };

static int process, processes;

typedef struct {
    double seconds, cpu_seconds, ratio, extra_bytes;
} Timing;

static void say(const char *line) {
    if (process == 0) puts(line), fflush(stdout);
}

static void say_error(const char *what) {
    if (process == 0) printf("{\"error\": \"%s\"}\n", what), fflush(stdout);
}

/* Read a line on the first process and hand it to all; return false at the end of the input. */
static bool next_line(char *line) {
    const struct timespec pause = {.tv_nsec = 1000000};
    MPI_Request request;
    int arrived = 0;
    if (process == 0 && !fgets(line, LINE, stdin)) line[0] = '\0';
    MPI_Ibcast(line, LINE, MPI_CHAR, 0, MPI_COMM_WORLD, &request);
    while (MPI_Test(&request, &arrived, MPI_STATUS_IGNORE), !arrived) nanosleep(&pause, NULL);
    return line[0] != '\0';
}

static double cpu_seconds(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* The peak of this process's memory, from the kernel. */
static double peak_bytes(void) {
    char line[LINE];
    long kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
    if (status) fclose(status);
    return 1024.0 * (double)kib;
}

/* Forget the peak so far and return the one that the next is counted from. */
static double start_peak(void) {
    FILE *references = fopen("/proc/self/clear_refs", "w");
    if (references) fputs("5", references), fclose(references);
    return peak_bytes();
}

static double summed(double value) {
    MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return value;
}

static int timed(const Operation *operation, int m, int n, Timing *timing) {
    operation->prepare(m, n);
    double before = start_peak(), cpu = cpu_seconds();
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    int info = operation->run();
    MPI_Barrier(MPI_COMM_WORLD);
    timing->seconds = MPI_Wtime() - start;
    timing->cpu_seconds = summed(cpu_seconds() - cpu);
    timing->extra_bytes = summed(peak_bytes() - before);
    if (info == 0) timing->ratio = operation->ratio();
    forget();
    return info;
}

/* A ratio that is no number is none in JSON. */
static void print_numbers(const char *name, const Timing *timings, int count, size_t offset) {
    printf(", \"%s\": [", name);
    for (int i = 0; i < count; i++) {
        double value = *(const double *)((const char *)&timings[i] + offset);
        printf(value == value ? "%s%.9g" : "%snull", i ? ", " : "", value);
    }
    printf("]");
}

static void print_timings(const char *name, int m, int n, const char *variant, const Timing *timings, int count) {
    printf("{\"operation\": \"%s\", \"m\": %d, \"n\": %d, \"variant\": \"%s\"", name, m, n, variant);
    print_numbers("seconds", timings, count, offsetof(Timing, seconds));
    print_numbers("cpu_seconds", timings, count, offsetof(Timing, cpu_seconds));
    print_numbers("residual", timings, count, offsetof(Timing, ratio));
    print_numbers("extra_bytes", timings, count, offsetof(Timing, extra_bytes));
    puts("}");
    fflush(stdout);
}

static void answer_operation(const char *line) {
    char name[32], variant[32], end[2], said[LINE];
    int m, n, count, rows, columns, block, info = 0;
    Timing timings[MOST_TIMINGS];
    if (sscanf(line, "%31s %d %d %31s %d %1s", name, &m, &n, variant, &count, end) != 5 ||
        sscanf(variant, "%d/%dx%d%1s", &block, &rows, &columns, end) != 3) {
        say_error("want OPERATION M N BLOCK/ROWSxCOLUMNS TIMINGS");
        return;
    }
    const Operation *operation = find_operation(name);
    if (!operation || m < n || n < 1 || block < 1 || rows < 1 || rows * columns != processes || count < 1 ||
        count > MOST_TIMINGS) {
        say_error("want a known operation, m >= n >= 1, a grid of all processes and up to 64 timings");
        return;
    }
    grid = (Grid){.block = block};
    Cblacs_get(-1, 0, &grid.context);
    Cblacs_gridinit(&grid.context, "Row", rows, columns);
    Cblacs_gridinfo(grid.context, &grid.rows, &grid.columns, &grid.row, &grid.column);
    for (int i = 0; i < count && info == 0; i++) info = timed(operation, m, n, &timings[i]);
    Cblacs_gridexit(grid.context);
    if (info) {
        snprintf(said, sizeof said, "%s answers info = %d", name, info);
        say_error(said);
    } else if (process == 0) {
        print_timings(name, m, n, variant, timings, count);
    }
}

static void answer_rate(int n) {
    char said[LINE];
    double one = 1, zero = 0, best = 0;
    size_t bytes = sizeof(double) * (size_t)n * (size_t)n;
    double *a = claim(bytes), *b = claim(bytes), *c = claim(bytes);
    for (size_t i = 0; i < (size_t)n * (size_t)n; i++) a[i] = b[i] = (double)(i % 7) - 3;
    for (int i = 0; i < 4; i++) {
        MPI_Barrier(MPI_COMM_WORLD);
        double start = MPI_Wtime();
        dgemm_("N", "N", &n, &n, &n, &one, a, &n, b, &n, &zero, c, &n);
        MPI_Barrier(MPI_COMM_WORLD);
        double rate = 2e-9 * (double)n * (double)n * (double)n * processes / (MPI_Wtime() - start);
        best = rate > best ? rate : best;
    }
    free(a), free(b), free(c);
    snprintf(said, sizeof said, "{\"operation\": \"rate\", \"n\": %d, \"gflops\": %.6g}", n, best);
    say(said);
}

static void answer_entries(int kind, uint64_t seed, int m, int n) {
    if (process) return;
    printf("{\"entries\": [");
    for (int i = 0; i < m; i++) {
        printf(i ? ", [" : "[");
        for (int j = 0; j < n; j++) printf("%s%.17g", j ? ", " : "", entry(kind, seed, i, j, n));
        printf("]");
    }
    puts("]}");
    fflush(stdout);
}

/* The library that a symbol comes from, as the loader has bound it. */
static const char *provider(const char *symbol) {
    Dl_info found;
    void *address = dlsym(RTLD_DEFAULT, symbol);
    return address && dladdr(address, &found) && found.dli_fname ? found.dli_fname : "";
}

static void answer_facts(void) {
    char version[MPI_MAX_LIBRARY_VERSION_STRING];
    int length;
    double used = summed(cpu_seconds());
    MPI_Get_library_version(version, &length);
    version[strcspn(version, "\n\"\\")] = '\0';
    if (process) return;
    printf("{\"processes\": %d, \"mpi\": \"%s\", \"dgemm\": \"%s\", \"dpotrf\": \"%s\"", processes, version,
           provider("dgemm_"), provider("dpotrf_"));
    printf(", \"pdgemm\": \"%s\", \"openblas\": \"%s\", \"core\": \"%s\", \"blas_threads\": %d, ", provider("pdgemm_"),
           openblas_get_config ? openblas_get_config() : "", openblas_get_corename ? openblas_get_corename() : "",
           openblas_get_num_threads ? openblas_get_num_threads() : 0);
    printf("\"cpu_seconds\": %.9g}\n", used);
    fflush(stdout);
}

int main(int argc, char **argv) {
    char line[LINE] = "", end[2];
    int m, n, kind;
    uint64_t seed;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &process);
    MPI_Comm_size(MPI_COMM_WORLD, &processes);
    while (next_line(line)) {
        if (!strcmp(line, "facts\n"))
            answer_facts();
        else if (sscanf(line, "rate %d %1s", &n, end) == 1 && n > 0)
            answer_rate(n);
        else if (sscanf(line, "entries %d %" SCNu64 " %d %d %1s", &kind, &seed, &m, &n, end) == 4)
            answer_entries(kind, seed, m, n);
        else
            answer_operation(line);
    }
    return MPI_Finalize();
}
