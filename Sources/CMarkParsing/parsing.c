#define _GNU_SOURCE
#include "CMarkParsing.h"

#include "memory.h"
#include "special_characters.h"
#include "suspicion.h"

#include <CBounded.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS = CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8 };

/// What a text may take that is tried first, in multiples of what one takes that is parsed at once. At ten times, a
/// hostile text takes up to 0.7 s, and a nest of lists 1.6 s, in the trial and again here.
enum { TRIAL_FACTOR = 10 };

static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};

struct markdown_tree {
    struct memory memory;
    cmark_node *root;
};

static cmark_node *parse(const char *text, size_t size) {
    cmark_parser *parser = cmark_parser_new_with_mem(OPTIONS, &memory_allocator);
    for (size_t index = 0; index < sizeof extensions / sizeof *extensions; index++) {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[index]));
    }
    cmark_parser_feed(parser, text, size);
    return cmark_parser_finish(parser);
}

static markdown_tree *parse_in_memory(const char *text, size_t size, size_t limit) {
    markdown_tree *tree = calloc(1, sizeof *tree);
    if (!tree) return NULL;
    tree->memory.limit = limit;
    memory_enter(&tree->memory);
    if (setjmp(tree->memory.exhausted) == 0) {
        tree->root = parse(text, size);
    }
    memory_enter(NULL);
    if (tree->root) return tree;
    markdown_release(tree);
    return NULL;
}

static pthread_once_t prepared = PTHREAD_ONCE_INIT;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static bool is_parallel;

/// Registers the extensions, and parses a first text, which marks their characters for every later one.
static void prepare(void) {
    cmark_gfm_core_extensions_ensure_registered();
    markdown_tree *tree = parse_in_memory("text", 4, 16 << 20);
    if (tree) markdown_release(tree);
    is_parallel = special_characters_keep();
}

markdown_tree *markdown_parse(const char *text, size_t size, size_t memory_limit) {
    pthread_once(&prepared, prepare);
    if (is_parallel) return parse_in_memory(text, size, memory_limit);
    pthread_mutex_lock(&one_at_a_time);
    markdown_tree *tree = parse_in_memory(text, size, memory_limit);
    pthread_mutex_unlock(&one_at_a_time);
    return tree;
}

int markdown_suspicious_line(const char *text, size_t size) { return suspicious_line(text, size, 1); }

struct trial {
    const char *text;
    size_t size, memory_limit;
};

/// Parses in the child; the lock is not taken there, for nobody would ever open it.
static int try_text(void *context, int output) {
    (void)output;
    const struct trial *trial = context;
    return parse_in_memory(trial->text, trial->size, trial->memory_limit) ? 0 : 1;
}

bool markdown_is_bounded(const char *text, size_t size, size_t memory_limit) {
    if (suspicious_line(text, size, TRIAL_FACTOR) != 0) return false;
    pthread_once(&prepared, prepare);
    struct trial trial = {text, size, memory_limit};
    bounded_limits limits = {
        .processor_milliseconds = 4000, .wall_milliseconds = 25000, .memory = memory_limit * 2, .output = 0};
    bounded_result result = bounded_run(try_text, &trial, limits);
    free(result.output);
    return result.end == BOUNDED_RETURNED && result.status == 0;
}

bool markdown_is_parallel(void) {
    pthread_once(&prepared, prepare);
    return is_parallel;
}

cmark_node *markdown_root(const markdown_tree *tree) { return tree->root; }

void markdown_release(markdown_tree *tree) {
    memory_release(&tree->memory);
    free(tree);
}

static markdown_bytes bytes_of(const cmark_chunk *chunk) {
    return (markdown_bytes){chunk->data, chunk->data ? chunk->len : 0};
}

markdown_bytes markdown_literal(cmark_node *node) {
    return bytes_of(node->type == CMARK_NODE_CODE_BLOCK ? &node->as.code.literal : &node->as.literal);
}

markdown_bytes markdown_info(cmark_node *node) { return bytes_of(&node->as.code.info); }

markdown_bytes markdown_destination(cmark_node *node) { return bytes_of(&node->as.link.url); }

markdown_bytes markdown_title(cmark_node *node) { return bytes_of(&node->as.link.title); }

bool markdown_has_bracket(markdown_bytes bytes) {
    return bytes.length > 0 && memchr(bytes.start, '<', (size_t)bytes.length) != NULL;
}

bool markdown_is(cmark_node *node, const char *name) { return strcmp(cmark_node_get_type_string(node), name) == 0; }
