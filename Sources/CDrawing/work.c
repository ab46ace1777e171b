#include "CDrawing.h"

#include <graphviz/cgraph.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A layout by ranks puts a node of its own into every rank that an edge crosses, so a few hundred edges can be a
// hundred thousand nodes. These ranks are counted here, before Graphviz begins, from the graph alone.
//
// Measured with Graphviz 2.42.2 on a machine of 2026, at the limit of 5,000 steps: 0.1 s for a chain whose first node
// has an edge to each, 0.7 s for random edges. At 28,000 steps (44 nodes, each with an edge to each) 11 s, at
// 154,000 (random edges) minutes. Orthogonal edges take up to five times as long (300 edges that cross 4,000 ranks:
// 6 s). Labels beside edges take time by the square of their number (900 between two nodes: 2.5 s).

enum { STEPS_PER_DRAWING = 10, OBJECTS_PER_STEP = 4, ORTHOGONAL_FACTOR = 4, LABELS_PER_STEP = 100 };

struct edge {
    int from, to, length;
    bool is_constraint;
};

struct layout {
    /// The number of the group of each node, by the node's number: nodes of one rank are one.
    int *group;
    int group_count;
    struct edge *edges;
    int edge_count;
    /// Where the edges of a group begin in `order`.
    int *first;
    int *order;
    /// The longest way to each group.
    long *rank;
    /// The place of each group in an order in which most edges lead forward.
    int *place;
    int *path, *tried;
};

static int find(int *group, int node) {
    while (group[node] != node) node = group[node] = group[group[node]];
    return node;
}

/// Joins the nodes of every subgraph that asks for one rank.
static void join_ranks(Agraph_t *graph, int *group) {
    for (Agraph_t *part = agfstsubg(graph); part; part = agnxtsubg(part)) {
        const char *rank = agget(part, "rank");
        Agnode_t *first = rank && *rank ? agfstnode(part) : NULL;
        for (Agnode_t *node = first; node; node = agnxtnode(part, node)) {
            group[find(group, (int)AGSEQ(node))] = find(group, (int)AGSEQ(first));
        }
        join_ranks(part, group);
    }
}

static int number(void *object, Agsym_t *symbol, int otherwise) {
    const char *text = symbol ? agxget(object, symbol) : NULL;
    return text && *text ? abs(atoi(text) % 1000) : otherwise;
}

static bool is_set(void *object, Agsym_t *symbol) {
    const char *text = symbol ? agxget(object, symbol) : NULL;
    return text && *text;
}

/// Sorts the edges by where they begin.
static void sort_edges(struct layout *layout) {
    for (int index = 0; index < layout->edge_count; index++) layout->first[layout->edges[index].from + 1]++;
    for (int group = 0; group < layout->group_count; group++) layout->first[group + 1] += layout->first[group];
    memcpy(layout->tried, layout->first, sizeof *layout->tried * (size_t)layout->group_count);
    for (int index = 0; index < layout->edge_count; index++) {
        layout->order[layout->tried[layout->edges[index].from]++] = index;
    }
}

/// Orders the groups depth first, without calls that could exhaust the stack.
static void place_groups(struct layout *layout) {
    int next_place = layout->group_count, *path = layout->path, *tried = layout->tried;
    memcpy(tried, layout->first, sizeof *tried * (size_t)layout->group_count);
    for (int group = 0; group < layout->group_count; group++) layout->place[group] = -1;
    for (int root = 0; root < layout->group_count; root++) {
        if (layout->place[root] != -1) continue;
        int depth = 0;
        path[0] = root;
        layout->place[root] = -2;
        while (depth >= 0) {
            int group = path[depth];
            if (tried[group] == layout->first[group + 1]) {
                layout->place[group] = --next_place;
                depth--;
                continue;
            }
            int target = layout->edges[layout->order[tried[group]++]].to;
            if (layout->place[target] == -1) {
                layout->place[target] = -2;
                path[++depth] = target;
            }
        }
    }
}

static int compare_places(const void *one, const void *other) {
    const struct edge *a = one, *b = other;
    return (a->from > b->from) - (a->from < b->from);
}

/// The ranks that all edges cross; the rank of a group is the longest way to it, with edges that close a circle
/// turned round.
static size_t crossed_ranks(struct layout *layout) {
    sort_edges(layout);
    place_groups(layout);
    // From here on an edge joins places, and leads forward.
    for (int index = 0; index < layout->edge_count; index++) {
        struct edge *edge = &layout->edges[index];
        int from = layout->place[edge->from], to = layout->place[edge->to];
        edge->from = from < to ? from : to;
        edge->to = from < to ? to : from;
    }
    qsort(layout->edges, (size_t)layout->edge_count, sizeof *layout->edges, compare_places);
    for (int index = 0; index < layout->edge_count; index++) {
        const struct edge *edge = &layout->edges[index];
        long rank = layout->rank[edge->from] + edge->length;
        bool is_farther = edge->is_constraint && edge->from != edge->to && rank > layout->rank[edge->to];
        if (is_farther) layout->rank[edge->to] = rank;
    }
    size_t crossed = 0;
    for (int index = 0; index < layout->edge_count; index++) {
        const struct edge *edge = &layout->edges[index];
        crossed += (size_t)labs(layout->rank[edge->to] - layout->rank[edge->from]);
    }
    return crossed;
}

static size_t steps(Agraph_t *graph, struct layout *layout) {
    join_ranks(graph, layout->group);
    Agsym_t *label = agattr(graph, AGEDGE, "label", NULL), *minlen = agattr(graph, AGEDGE, "minlen", NULL),
            *constraint = agattr(graph, AGEDGE, "constraint", NULL);
    Agsym_t *beside[] = {
        agattr(graph, AGEDGE, "xlabel", NULL), agattr(graph, AGEDGE, "headlabel", NULL),
        agattr(graph, AGEDGE, "taillabel", NULL)};
    Agsym_t *beside_node = agattr(graph, AGNODE, "xlabel", NULL);
    size_t labels = 0;
    bool has_labels = false;
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node)) {
        labels += is_set(node, beside_node);
        for (Agedge_t *edge = agfstout(graph, node); edge; edge = agnxtout(graph, edge)) {
            const char *is_constraint = constraint ? agxget(edge, constraint) : "";
            layout->edges[layout->edge_count++] = (struct edge){
                find(layout->group, (int)AGSEQ(agtail(edge))), find(layout->group, (int)AGSEQ(aghead(edge))),
                number(edge, minlen, 1),
                !(*is_constraint == 'f' || *is_constraint == 'F' || *is_constraint == 'n' || *is_constraint == '0')};
            has_labels = has_labels || is_set(edge, label);
            for (size_t index = 0; index < sizeof beside / sizeof *beside; index++) {
                labels += is_set(edge, beside[index]);
            }
        }
    }
    size_t crossed = crossed_ranks(layout);
    // A label takes a rank of its own, and one gives room for it between any two ranks.
    if (has_labels) crossed *= 2;
    const char *splines = agget(graph, "splines");
    if (splines && (*splines == 'o' || *splines == 'O')) crossed *= ORTHOGONAL_FACTOR;
    size_t objects = (size_t)agnnodes(graph) + (size_t)agnedges(graph);
    return STEPS_PER_DRAWING + objects / OBJECTS_PER_STEP + crossed + labels * labels / LABELS_PER_STEP;
}

size_t drawing_steps(void *object) {
    Agraph_t *graph = object;
    int count = 1;
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node)) {
        if ((int)AGSEQ(node) >= count) count = (int)AGSEQ(node) + 1;
    }
    size_t groups = (size_t)count + 1, edges = (size_t)agnedges(graph) + 1;
    struct layout layout = {
        .group = malloc(groups * sizeof(int)), .group_count = count, .edges = malloc(edges * sizeof(struct edge)),
        .first = calloc(groups, sizeof(int)), .order = malloc(edges * sizeof(int)),
        .rank = calloc(groups, sizeof(long)), .place = malloc(groups * sizeof(int)),
        .path = malloc(groups * sizeof(int)),
        .tried = malloc(groups * sizeof(int))};
    size_t result = SIZE_MAX;
    if (layout.group && layout.edges && layout.first && layout.order && layout.rank && layout.place &&
        layout.path && layout.tried) {
        for (int index = 0; index < count; index++) layout.group[index] = index;
        result = steps(graph, &layout);
    }
    free(layout.group);
    free(layout.edges);
    free(layout.first);
    free(layout.order);
    free(layout.rank);
    free(layout.place);
    free(layout.path);
    free(layout.tried);
    return result;
}
