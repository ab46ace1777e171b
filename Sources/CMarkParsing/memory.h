// The memory of one parse: taken in blocks, given back at once.

#pragma once

#include <cmark-gfm.h>
#include <setjmp.h>
#include <stddef.h>

struct memory_block;

/// Where one tree's nodes are.
struct memory {
    struct memory_block *newest;
    unsigned char *next;
    unsigned char *end;
    /// What was handed out last, which alone can grow or be given back.
    unsigned char *last;
    size_t used;
    size_t limit;
    /// Where to go on when the limit is reached: cmark itself would end the process.
    jmp_buf exhausted;
};

/// What cmark calls; it serves the thread's current memory.
extern cmark_mem memory_allocator;

/// Makes `memory` this thread's current one; NULL for none.
void memory_enter(struct memory *memory);

/// Gives every block back.
void memory_release(struct memory *memory);
