#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>

int32_t process_limit_memory(pid_t process, uint64_t bytes) {
    struct rlimit now;
    if (prlimit(process, RLIMIT_DATA, NULL, &now) != 0) return errno;
    rlim_t value = now.rlim_max != RLIM_INFINITY && now.rlim_max < bytes ? now.rlim_max : bytes;
    struct rlimit next = {value, value};
    return prlimit(process, RLIMIT_DATA, &next, NULL) == 0 ? 0 : errno;
}

bool process_is_running(pid_t process) {
    siginfo_t info = {0};
    // WNOWAIT leaves the end for the one who waits for it.
    return waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}
