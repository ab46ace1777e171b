#include "CDrawing.h"
#include "reading.h"

#include <graphviz/gvc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// The pieces that Graphviz has said in the child.
static struct {
    char *bytes;
    size_t size;
} remarks;

/// A page has no use for more, and a graph can bring about any number.
enum { REMARKS_LIMIT = 64 << 10 };

static int take_remark(char *text) {
    size_t size = strlen(text) + 1;
    if (remarks.size + size > REMARKS_LIMIT) return 0;
    if (!remarks.bytes) remarks.bytes = malloc(REMARKS_LIMIT);
    if (!remarks.bytes) return 0;
    memcpy(remarks.bytes + remarks.size, text, size);
    remarks.size += size;
    return 0;
}

static int drop_remark(char *text) {
    (void)text;
    return 0;
}

struct reading {
    const char *text;
    size_t most_edge_lookups;
};

static int read_in_child(void *context, int output) {
    (void)output;
    const struct reading *reading = context;
    agseterrf(drop_remark);
    return drawing_is_read_within(reading->text, reading->most_edge_lookups) ? 0 : 1;
}

drawing drawing_try_to_read(const char *text, size_t most_edge_lookups, bounded_limits limits) {
    struct reading reading = {text, most_edge_lookups};
    bounded_result result = bounded_run(read_in_child, &reading, limits);
    return (drawing){
        .end = result.end,
        .time = result.time,
        .asks_for_many_edges = result.end == BOUNDED_RETURNED && result.status == 1,
        .whole = result.output};
}

struct request {
    GVC_t *context;
    Agraph_t *graph;
};

/// What stands before the remarks and the SVG.
struct header {
    uint32_t remarks_size, is_drawn;
};

static int draw_in_child(void *context, int output) {
    const struct request *request = context;
    agseterrf(take_remark);
    char *svg = NULL;
    unsigned size = 0;
    struct header header = {0};
    header.is_drawn = gvLayout(request->context, request->graph, "dot") == 0 &&
                      gvRenderData(request->context, request->graph, "svg", &svg, &size) == 0 && svg != NULL;
    header.remarks_size = (uint32_t)remarks.size;
    bounded_write(output, &header, sizeof header);
    if (remarks.size > 0) bounded_write(output, remarks.bytes, remarks.size);
    if (header.is_drawn) bounded_write(output, svg, size);
    return 0;
}

drawing drawing_make(void *context, void *graph, bounded_limits limits) {
    struct request request = {context, graph};
    bounded_result result = bounded_run(draw_in_child, &request, limits);
    drawing drawing = {.end = result.end, .time = result.time, .whole = result.output};
    struct header header;
    if (result.end != BOUNDED_RETURNED) return drawing;
    if (result.output_size < sizeof header) {
        drawing.end = BOUNDED_DIED;
        return drawing;
    }
    memcpy(&header, result.output, sizeof header);
    if (header.remarks_size > result.output_size - sizeof header) {
        drawing.end = BOUNDED_DIED;
        return drawing;
    }
    drawing.is_drawn = (int)header.is_drawn;
    drawing.remarks = (const char *)result.output + sizeof header;
    drawing.remarks_size = header.remarks_size;
    drawing.svg = result.output + sizeof header + header.remarks_size;
    drawing.svg_size = result.output_size - sizeof header - header.remarks_size;
    return drawing;
}

void drawing_release(drawing drawing) { free(drawing.whole); }
