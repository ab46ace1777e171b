// Graphviz in a process of its own, which is stopped when a graph takes too much, and may crash.

#pragma once

#include <CBounded.h>
#include <stddef.h>

/// What came of a graph. `drawing_release` gives the memory back.
typedef struct {
    bounded_end end;
    bounded_time time;
    /// Whether Graphviz laid the graph out and drew it.
    int is_drawn;
    /// Whether the text names more edges than it may.
    int asks_for_many_edges;
    /// What Graphviz said, in the pieces in which it said it, each ended by a zero.
    const char *_Nullable remarks;
    size_t remarks_size;
    /// The SVG.
    const unsigned char *_Nullable svg;
    size_t svg_size;
    /// All of it, as it came.
    unsigned char *_Nullable whole;
} drawing;

/// The graph that `text` describes, an `Agraph_t *`, or NULL where it describes none.
///
/// Names are numbered in the order in which they stand, so that what is drawn depends on the text alone.
void *_Nullable drawing_read(const char *_Nonnull text);

/// Tries to read `text` within `limits`, and draws nothing: a few bytes can name millions of edges.
///
/// `asks_for_many_edges` is true if Graphviz looks for an edge more than `most_edge_lookups` times.
drawing drawing_try_to_read(const char *_Nonnull text, size_t most_edge_lookups, bounded_limits limits);

/// The work of a layout of `graph`, an `Agraph_t *`, in steps that depend on the graph alone.
size_t drawing_steps(void *_Nonnull graph);

/// Lays out and draws `graph`, which stays as it was here.
///
/// The caller lets nobody else call Graphviz meanwhile. `context` is a `GVC_t *`, `graph` an `Agraph_t *`.
drawing drawing_make(void *_Nonnull context, void *_Nonnull graph, bounded_limits limits);

/// Gives the memory of a drawing back.
void drawing_release(drawing drawing);
