// Runs a piece of C in a process of its own, which can be stopped: for work whose cost a stranger decides.

#pragma once

#include <stddef.h>

/// What the work may take.
typedef struct {
    /// Milliseconds of processor time, 1 or more.
    unsigned processor_milliseconds;
    /// Milliseconds by the clock on the wall, for work that sleeps or a machine that is busy.
    unsigned wall_milliseconds;
    /// Bytes of memory, above what this process has.
    size_t memory;
    /// Bytes of output.
    size_t output;
} bounded_limits;

/// How the work ended.
typedef enum {
    /// It returned; `status` is what it returned.
    BOUNDED_RETURNED,
    /// It took too much processor time, or was not done in time.
    BOUNDED_OUT_OF_TIME,
    /// It wrote too much.
    BOUNDED_OUT_OF_SPACE,
    /// It ended by a signal, or by leaving: memory that ran out, or a fault in a library.
    BOUNDED_DIED,
    /// It was never begun, because the system has no process or memory to give.
    BOUNDED_NOT_STARTED,
} bounded_end;

/// What the work took, in microseconds.
typedef struct {
    /// Processor time; 0 where the system does not say, as it does not where SIGCHLD is ignored.
    unsigned long long processor;
    /// By the clock on the wall, from the start to the end.
    unsigned long long wall;
} bounded_time;

/// The end of the work and what it wrote.
typedef struct {
    bounded_end end;
    bounded_time time;
    /// From 0 to 255.
    int status;
    /// What was written; NULL when that is nothing. The caller frees it.
    unsigned char *_Nullable output;
    size_t output_size;
} bounded_result;

/// Work: C only, and of that only what needs no other thread. Writes to `output`, returns from 0 to 255.
///
/// It runs in a copy of this process that has one thread, so a lock that another thread held when the copy was
/// made is held for ever. glibc's malloc is safe; a runtime of Swift is not.
typedef int bounded_work(void *_Nullable context, int output);

/// Runs `work` in a copy of this process, and waits for it, no longer than `limits` allow.
bounded_result bounded_run(bounded_work *_Nonnull work, void *_Nullable context, bounded_limits limits);

/// Writes all of `size` bytes; what work uses for its output.
void bounded_write(int output, const void *_Nonnull bytes, size_t size);
