#include "CDrawing.h"
#include "reading.h"

#include <graphviz/cgraph.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Graphviz keeps subgraphs in the order of their ids, and its own ids of names are addresses in memory: a page would
// come out another way with each run. Here an id is a number, given in the order in which names are met.

struct names {
    /// The names by their number; NULL for a subgraph without one.
    char **names;
    size_t count, room;
    /// Where a name is in `names`, plus one, by its hash; a power of two long, and never more than half full.
    size_t *slots;
    size_t slot_count;
};

static void *names_open(Agraph_t *graph, Agdisc_t *discipline) {
    (void)graph;
    (void)discipline;
    return calloc(1, sizeof(struct names));
}

static void names_close(void *state) {
    struct names *names = state;
    for (size_t i = 0; i < names->count; i++) free(names->names[i]);
    free(names->names);
    free(names->slots);
    free(names);
}

/// The slot of `name`, or the empty one where it belongs.
static size_t *slot_of(struct names *names, const char *name) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (const char *at = name; *at; at++) hash = (hash ^ (unsigned char)*at) * 0x100000001B3u;
    size_t at = hash & (names->slot_count - 1);
    while (names->slots[at] && strcmp(names->names[names->slots[at] - 1], name) != 0)
        at = (at + 1) & (names->slot_count - 1);
    return &names->slots[at];
}

/// Makes room for one more name; 0 where there is no memory.
static int make_room(struct names *names) {
    if (names->count == names->room) {
        size_t room = names->room ? names->room * 2 : 64;
        char **grown = realloc(names->names, room * sizeof *grown);
        if (!grown) return 0;
        names->names = grown;
        names->room = room;
    }
    if (names->room * 2 > names->slot_count) {
        size_t *slots = calloc(names->room * 2, sizeof *slots);
        if (!slots) return 0;
        free(names->slots);
        names->slots = slots;
        names->slot_count = names->room * 2;
        for (size_t i = 0; i < names->count; i++)
            if (names->names[i]) *slot_of(names, names->names[i]) = i + 1;
    }
    return 1;
}

/// The lookups of an edge that are left, and where to go on when there is none; only a child counts.
static size_t edge_lookups_left;
static bool counts_edge_lookups;
static jmp_buf too_many_edges;

static long names_map(void *state, int type, char *name, IDTYPE *id, int is_created) {
    // Graphviz looks once for an edge that may be there, and once more to make it.
    if (counts_edge_lookups && type == AGEDGE && edge_lookups_left-- == 0) longjmp(too_many_edges, 1);
    struct names *names = state;
    if (!make_room(names)) return 0;
    if (!name) {
        if (!is_created) return 0;
        names->names[names->count++] = NULL;
        *id = names->count;
        return 1;
    }
    size_t *slot = slot_of(names, name);
    if (!*slot) {
        if (!is_created) return 0;
        char *copy = strdup(name);
        if (!copy) return 0;
        names->names[names->count++] = copy;
        *slot = names->count;
    }
    *id = *slot;
    return 1;
}

static long names_alloc(void *state, int type, IDTYPE id) {
    (void)state;
    (void)type;
    (void)id;
    return 0;
}

static void names_free(void *state, int type, IDTYPE id) {
    (void)state;
    (void)type;
    (void)id;
}

static char *names_print(void *state, int type, IDTYPE id) {
    (void)type;
    const struct names *names = state;
    return id > 0 && id <= names->count ? names->names[id - 1] : NULL;
}

static void names_register(void *state, int type, void *object) {
    (void)state;
    (void)type;
    (void)object;
}

struct reader {
    const char *text;
    size_t size;
};

static int read_text(void *channel, char *buffer, int size) {
    struct reader *reader = channel;
    size_t count = reader->size < (size_t)size ? reader->size : (size_t)size;
    memcpy(buffer, reader->text, count);
    reader->text += count;
    reader->size -= count;
    return (int)count;
}

void *drawing_read(const char *text) {
    static Agiddisc_t ids = {
        names_open, names_map, names_alloc, names_free, names_print, names_close, names_register,
    };
    Agiodisc_t channel = {read_text, AgIoDisc.putstr, AgIoDisc.flush};
    Agdisc_t discipline = {&AgMemDisc, &ids, &channel};
    struct reader reader = {text, strlen(text)};
    Agraph_t *graph = agread(&reader, &discipline);
    // The graph outlives what it was read from, and is never written.
    if (graph) graph->clos->disc.io = &AgIoDisc;
    return graph;
}

bool drawing_is_read_within(const char *text, size_t most_edge_lookups) {
    edge_lookups_left = most_edge_lookups;
    counts_edge_lookups = true;
    if (setjmp(too_many_edges) != 0) return false;
    drawing_read(text);
    return true;
}
