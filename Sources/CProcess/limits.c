#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>

int32_t process_limit_memory(pid_t process, uint64_t bytes) {
    struct rlimit now;
    if (prlimit(process, RLIMIT_DATA, NULL, &now) != 0) return errno;
    rlim_t value = now.rlim_max != RLIM_INFINITY && now.rlim_max < bytes ? now.rlim_max : bytes;
    struct rlimit next = {value, value};
    return prlimit(process, RLIMIT_DATA, &next, NULL) == 0 ? 0 : errno;
}
