// Reads DOT text and counts the edges that it names.

#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Whether `text` is read with at most `most_edge_lookups` lookups of an edge; leaves memory behind, for a child.
bool drawing_is_read_within(const char *text, size_t most_edge_lookups);
