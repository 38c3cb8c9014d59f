/* The operations that are timed: what is made ready, what the clock sees, and how wrong the result is. */

#ifndef OPERATIONS_H
#define OPERATIONS_H

typedef struct {
    const char *name;
    void (*prepare)(int m, int n); /* Fill the input and claim all memory: not timed. */
    int (*run)(void);              /* What is timed; returns ScaLAPACK's info. */
    double (*ratio)(void);         /* LAPACK's ratio; its tests pass below 30. */
} Operation;

const Operation *find_operation(const char *name);
void forget(void); /* Give back what the last operation held. */

#endif
