#define _GNU_SOURCE
#include "CBounded.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// Where the child writes; every other file of the parent's is closed in it.
enum { OUTPUT = 3, READ_SIZE = 64 << 10 };

void bounded_write(int output, const void *bytes, size_t size) {
    const char *next = bytes;
    while (size > 0) {
        ssize_t written = write(output, next, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) _exit(1);
        next += written;
        size -= (size_t)written;
    }
}

static void limit(__rlimit_resource_t resource, rlim_t value) {
    struct rlimit now;
    if (getrlimit(resource, &now) == 0 && now.rlim_max != RLIM_INFINITY && now.rlim_max < value) {
        value = now.rlim_max;
    }
    struct rlimit next = {value, value};
    setrlimit(resource, &next);
}

/// The bytes of address space that this process has, from the first number of `/proc/self/statm`.
static size_t address_space(void) {
    char text[64];
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t size = read(file, text, sizeof text - 1);
    close(file);
    size_t pages = 0;
    for (ssize_t index = 0; index < size && text[index] >= '0' && text[index] <= '9'; index++) {
        pages = pages * 10 + (size_t)(text[index] - '0');
    }
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

/// The life of the child; it ends with one byte, the status, after the output.
static _Noreturn void be_child(
    bounded_work *work, void *context, const bounded_limits *limits, int output, pid_t parent) {
    // Nobody waits for the output of a child whose parent is gone.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    // The handlers are the parent's, and what they do is for the parent.
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    // The number of the pipe may be one of the first three, when the parent was started without them.
    int high = fcntl(output, F_DUPFD, OUTPUT + 1);
    if (high < 0 || dup2(high, OUTPUT) != OUTPUT) _exit(1);
    close_range(OUTPUT + 1, ~0U, 0);
    int nothing = open("/dev/null", O_RDWR);
    for (int number = 0; number < OUTPUT; number++) dup2(nothing, number);
    if (nothing > OUTPUT) close(nothing);
    limit(RLIMIT_CORE, 0);
    // The timer's signal ends the child; the limit, in whole seconds, would if work had it ignored.
    limit(RLIMIT_CPU, limits->processor_milliseconds / 1000 + 2);
    struct itimerval timer = {.it_value = {limits->processor_milliseconds / 1000,
                                           limits->processor_milliseconds % 1000 * 1000}};
    setitimer(ITIMER_PROF, &timer, NULL);
    size_t space = address_space();
    if (space > 0) limit(RLIMIT_AS, space + limits->memory);
    unsigned char status = (unsigned char)work(context, OUTPUT);
    bounded_write(OUTPUT, &status, 1);
    _exit(0);
}

static long long microseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static long long milliseconds_now(void) { return microseconds_now() / 1000; }

static unsigned long long microseconds(struct timeval time) {
    return (unsigned long long)time.tv_sec * 1000000 + (unsigned long long)time.tv_usec;
}

/// Appends what can be read; 0 at the end of the output, and when there is no memory for more.
static ssize_t read_more(int input, bounded_result *result, size_t *capacity) {
    if (*capacity - result->output_size < READ_SIZE) {
        size_t more = *capacity * 2 + READ_SIZE;
        unsigned char *larger = realloc(result->output, more);
        if (!larger) return 0;
        result->output = larger;
        *capacity = more;
    }
    return read(input, result->output + result->output_size, *capacity - result->output_size);
}

/// Reads until the child closes its end; a child that is not done in time, or writes too much, is stopped.
static bounded_end read_output(pid_t child, int input, const bounded_limits *limits, bounded_result *result) {
    long long deadline = milliseconds_now() + limits->wall_milliseconds;
    size_t capacity = 0;
    bounded_end end = BOUNDED_RETURNED;
    for (;;) {
        long long left = deadline - milliseconds_now();
        struct pollfd waiting = {.fd = input, .events = POLLIN};
        int ready = left > 0 ? poll(&waiting, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) {
            end = BOUNDED_OUT_OF_TIME;
            break;
        }
        ssize_t count = read_more(input, result, &capacity);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return end;
        result->output_size += (size_t)count;
        if (result->output_size > limits->output + 1) {
            end = BOUNDED_OUT_OF_SPACE;
            break;
        }
    }
    kill(child, SIGKILL);
    return end;
}

bounded_result bounded_run(bounded_work *work, void *context, bounded_limits limits) {
    bounded_result result = {.end = BOUNDED_NOT_STARTED};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return result;
    long long start = microseconds_now();
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) be_child(work, context, &limits, ends[1], parent);
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return result;
    }
    result.end = read_output(child, ends[0], &limits, &result);
    close(ends[0]);
    int status = 0;
    struct rusage usage = {0};
    pid_t ended;
    do ended = wait4(child, &status, 0, &usage);
    while (ended < 0 && errno == EINTR);
    result.time = (bounded_time){
        .processor = microseconds(usage.ru_utime) + microseconds(usage.ru_stime),
        .wall = (unsigned long long)(microseconds_now() - start)};
    // The status byte says more than the way out: where SIGCHLD is ignored, there is nothing to wait for.
    bool ended_well = ended < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
    if (result.end == BOUNDED_RETURNED && ended_well && result.output_size > 0) {
        result.output_size -= 1;
        result.status = result.output[result.output_size];
        return result;
    }
    if (result.end == BOUNDED_RETURNED) {
        int killer = ended == child && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        bool ran_out = killer == SIGPROF || killer == SIGXCPU || killer == SIGKILL;
        result.end = ran_out ? BOUNDED_OUT_OF_TIME : BOUNDED_DIED;
    }
    free(result.output);
    result.output = NULL;
    result.output_size = 0;
    return result;
}
