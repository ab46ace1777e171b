#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// What a Swift program on Linux needs to know about processes and the standard library does not offer.

/// The number of arguments that this process was started with, its own name included.
///
/// Swift reads the arguments from files in `/proc`, and gets an empty list if they cannot be opened: in a chroot or a
/// bare container, for example. These come from the C library's start-up code, which needs no file.
int32_t process_argument_count(void);

/// The argument at `index`, or NULL if there is none.
const char *process_argument(int32_t index);

/// Limits the writable memory of a running process, and of each process that it starts from now on.
///
/// Reserved address space does not count, of which browsers take terabytes.
///
/// - Returns: 0, or the error number.
int32_t process_limit_memory(pid_t process, uint64_t bytes);

/// Kills the process group `group` if a signal (SIGINT, SIGTERM, SIGHUP) ends this process before `process_release`.
///
/// - Returns: Whether there was room to remember the group.
bool process_guard(pid_t group);

/// Forgets the group.
void process_release(pid_t group);

/// Whether the child `process` is still running: not if it has ended, waited for or not.
bool process_is_running(pid_t process);

/// Kills every process of the group that is left.
void process_kill_group(pid_t group);

#endif
