#include "CProcess.h"

#include <stddef.h>

static int argument_count;
static char **arguments;

/// Called by the C library before `main`, with what the kernel put on the stack.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
    argument_count = count;
    arguments = values;
}

int32_t process_argument_count(void) { return argument_count; }

const char *process_argument(int32_t index) {
    return index >= 0 && index < argument_count ? arguments[index] : NULL;
}
