#include "memory.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// Large enough for a page of 14 KB.
enum { BLOCK_SIZE = 512 << 10, ALIGNMENT = 16 };

struct memory_block {
    struct memory_block *older;
    size_t size;
};

static _Thread_local struct memory *current;

/// A block that the thread's last tree gave back: new memory from the system is cleared page by page, which takes as
/// long as parsing. It goes with its thread.
static pthread_key_t spare_block;
static pthread_once_t has_key = PTHREAD_ONCE_INIT;
static void make_key(void) { pthread_key_create(&spare_block, free); }

void memory_enter(struct memory *memory) {
    pthread_once(&has_key, make_key);
    current = memory;
}

/// A block of `size` bytes.
static struct memory_block *new_block(size_t size) {
    struct memory_block *block = size == BLOCK_SIZE ? pthread_getspecific(spare_block) : NULL;
    if (block) {
        pthread_setspecific(spare_block, NULL);
        return block;
    }
    block = malloc(size);
    if (block) block->size = size;
    return block;
}

static void give(struct memory_block *block) {
    bool is_kept = block->size == BLOCK_SIZE && !pthread_getspecific(spare_block)
        && pthread_setspecific(spare_block, block) == 0;
    if (!is_kept) free(block);
}

void memory_release(struct memory *memory) {
    struct memory_block *block = memory->newest;
    while (block) {
        struct memory_block *older = block->older;
        give(block);
        block = older;
    }
    memory->newest = NULL;
}

/// Each piece is preceded by its size, which `resize` needs.
static size_t *size_of(unsigned char *piece) { return (size_t *)(piece - ALIGNMENT); }

static size_t rounded(size_t size) { return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1); }

static void add_block(struct memory *memory, size_t least) {
    size_t size = sizeof(struct memory_block) + ALIGNMENT + least;
    if (size < BLOCK_SIZE) size = BLOCK_SIZE;
    // A block that grows with the document keeps their number small.
    if (size < memory->used / 2) size = memory->used / 2;
    if (memory->used + size > memory->limit) longjmp(memory->exhausted, 1);
    struct memory_block *block = new_block(size);
    if (!block) longjmp(memory->exhausted, 1);
    block->older = memory->newest;
    memory->newest = block;
    memory->used += size;
    memory->next = (unsigned char *)block + rounded(sizeof *block);
    memory->end = (unsigned char *)block + size;
}

/// A piece of `size` bytes, of any content.
static unsigned char *take(struct memory *memory, size_t size) {
    if (size > memory->limit) longjmp(memory->exhausted, 1);
    size_t whole = ALIGNMENT + rounded(size);
    if ((size_t)(memory->end - memory->next) < whole) add_block(memory, whole);
    unsigned char *piece = memory->next + ALIGNMENT;
    memory->next += whole;
    memory->last = piece;
    *size_of(piece) = size;
    return piece;
}

static void *make(size_t count, size_t size) {
    struct memory *memory = current;
    if (size != 0 && count > memory->limit / size) longjmp(memory->exhausted, 1);
    unsigned char *piece = take(memory, count * size);
    memset(piece, 0, count * size);
    return piece;
}

static void *resize(void *old, size_t size) {
    struct memory *memory = current;
    if (!old) return take(memory, size);
    if (size > memory->limit) longjmp(memory->exhausted, 1);
    size_t before = *size_of(old);
    if (size <= before) return old;
    if (old == memory->last && rounded(size) <= (size_t)(memory->end - (unsigned char *)old)) {
        memory->next = (unsigned char *)old + rounded(size);
        *size_of(old) = size;
        return old;
    }
    unsigned char *piece = take(memory, size);
    memcpy(piece, old, before);
    return piece;
}

static void give_back(void *piece) {
    struct memory *memory = current;
    if (piece && piece == memory->last) {
        memory->next = (unsigned char *)piece - ALIGNMENT;
        memory->last = NULL;
    }
}

cmark_mem memory_allocator = {make, resize, give_back};
