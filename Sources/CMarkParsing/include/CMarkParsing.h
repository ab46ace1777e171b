// cmark-gfm's parser with what it lacks: it may run on several threads at once, and its memory is bounded.

#pragma once

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>

/// A parsed text and the memory in which its nodes are.
typedef struct markdown_tree markdown_tree;

/// Parses `size` bytes of Markdown with every extension that Workbook uses.
///
/// May be called by several threads at once. NULL when the parse would take more than `memory_limit` bytes.
/// The caller releases the tree.
markdown_tree *_Nullable markdown_parse(const char *_Nullable text, size_t size, size_t memory_limit);

/// The line, from 1, that makes a text costly to parse; 0 for a text that is parsed in a moment, as any page is.
///
/// It reads the text once and parses nothing.
int markdown_suspicious_line(const char *_Nullable text, size_t size);

/// Whether a costly text is parsed within `memory_limit` bytes and ten times the work of one that is not costly.
///
/// The work is counted, so the answer is the same on every machine. The text is parsed in a process of its own,
/// which ends after 4 s of processor time: the last guard against a hang.
bool markdown_is_bounded(const char *_Nullable text, size_t size, size_t memory_limit);

/// The node of the whole document; it lives as long as the tree.
cmark_node *_Nonnull markdown_root(const markdown_tree *_Nonnull tree);

/// Gives the memory of a tree back.
void markdown_release(markdown_tree *_Nonnull tree);

/// Some bytes within a tree; no zero ends them.
typedef struct {
    const unsigned char *_Nullable start;
    int length;
} markdown_bytes;

/// The text, code or HTML that a node holds, where it is: cmark's own accessor would copy it.
markdown_bytes markdown_literal(cmark_node *_Nonnull node);

/// What follows the fence of a block of code.
markdown_bytes markdown_info(cmark_node *_Nonnull node);

/// Where a link leads, or where an image is.
markdown_bytes markdown_destination(cmark_node *_Nonnull node);

/// The title of a link or image.
markdown_bytes markdown_title(cmark_node *_Nonnull node);

/// Whether a `<` stands in some bytes.
bool markdown_has_bracket(markdown_bytes bytes);

/// Whether a node is of the kind that an extension calls `name`: such kinds have no number in cmark's headers.
bool markdown_is(cmark_node *_Nonnull node, const char *_Nonnull name);

/// Whether parses run side by side; otherwise a lock lets one at a time through.
bool markdown_is_parallel(void);
