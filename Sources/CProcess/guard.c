#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

// A program in a group of its own does not get the Ctrl-C of the terminal, so this process passes it on.

enum { GROUPS = 64, SIGNALS = 3 };

static const int signals[SIGNALS] = {SIGINT, SIGTERM, SIGHUP};
static _Atomic pid_t groups[GROUPS];
static struct sigaction before[SIGNALS];
static bool is_ours[SIGNALS];
static int guarded;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/// Calls only functions that are safe in a signal handler.
static void pass_on(int number) {
    for (int index = 0; index < GROUPS; index++) {
        pid_t group = atomic_load(&groups[index]);
        if (group > 0) kill(-group, SIGKILL);
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void install(void) {
    for (int index = 0; index < SIGNALS; index++) {
        // A signal that is ignored (nohup) or handled elsewhere (the server) stays so.
        is_ours[index] = sigaction(signals[index], NULL, &before[index]) == 0
            && before[index].sa_handler == SIG_DFL;
        if (!is_ours[index]) continue;
        struct sigaction action = {.sa_handler = pass_on};
        sigemptyset(&action.sa_mask);
        sigaction(signals[index], &action, NULL);
    }
}

static void uninstall(void) {
    for (int index = 0; index < SIGNALS; index++) {
        if (is_ours[index]) sigaction(signals[index], &before[index], NULL);
    }
}

bool process_guard(pid_t group) {
    if (group <= 0) return false;
    bool found = false;
    pthread_mutex_lock(&lock);
    for (int index = 0; index < GROUPS && !found; index++) {
        if (atomic_load(&groups[index]) != 0) continue;
        if (guarded++ == 0) install();
        atomic_store(&groups[index], group);
        found = true;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

void process_release(pid_t group) {
    pthread_mutex_lock(&lock);
    for (int index = 0; index < GROUPS; index++) {
        if (atomic_load(&groups[index]) != group) continue;
        atomic_store(&groups[index], 0);
        if (--guarded == 0) uninstall();
        break;
    }
    pthread_mutex_unlock(&lock);
}

void process_kill_group(pid_t group) {
    if (group > 0) kill(-group, SIGKILL);
}
