// cmark-gfm takes time that grows with the square of some texts. Each of its known quadratic cases starts over at a
// character that may open something, and looks on to the end of the paragraph; fills the cells that a table's rows
// lack; walks the nest of quotes and lists that a line is in, line after line; or copies a destination for every
// reference. None looks beyond a paragraph, a table or a nest, so four products bound the work. They are counted
// here in one pass; what stays within the limits is parsed in a fifth of a second, and no page of the shipped
// engagement comes near them.

#include "suspicion.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DEPTH_LIMIT = 100 };
static const uint64_t restart_limit = 200000000, cell_limit = 200000, nest_limit = 20000000, copy_limit = 64000000;

/// What the characters of a line may do, counted in one number: a text of a megabyte has fewer than 2^21 of each.
typedef uint64_t tally;
static const tally opener = 1, link = (tally)1 << 21 | 1, cell = (tally)1 << 42 | 1;
static uint64_t openers_in(tally tally) { return tally & 0x1FFFFF; }
static uint64_t links_in(tally tally) { return tally >> 21 & 0x1FFFFF; }
static uint64_t cells_in(tally tally) { return tally >> 42; }

static const tally meaning[256] = {
    ['['] = link,    ['|'] = cell,    ['!'] = opener, [']'] = opener, ['('] = opener,  [')'] = opener, ['<'] = opener,
    ['>'] = opener,  ['*'] = opener,  ['_'] = opener, ['~'] = opener, ['`'] = opener,  ['@'] = opener, [':'] = opener,
    ['&'] = opener,  ['\\'] = opener, ['"'] = opener, ['\''] = opener, ['?'] = opener, ['$'] = opener, ['='] = opener,
    ['#'] = opener,
};

static tally tally_of(const unsigned char *line, size_t size) {
    tally sum = 0;
    for (size_t index = 0; index < size; index++) sum += meaning[line[index]];
    return sum;
}

/// The next line ends of a text, each looked for once.
struct line_ends {
    const unsigned char *bytes;
    size_t size, feed, carriage_return;
};

static size_t find(const unsigned char *bytes, size_t start, size_t size, int wanted) {
    const unsigned char *found = start < size ? memchr(bytes + start, wanted, size - start) : NULL;
    return found ? (size_t)(found - bytes) : size;
}

static size_t end_of_line(struct line_ends *ends, size_t start) {
    if (ends->feed < start) ends->feed = find(ends->bytes, start, ends->size, '\n');
    if (ends->carriage_return < start) ends->carriage_return = find(ends->bytes, start, ends->size, '\r');
    return ends->feed < ends->carriage_return ? ends->feed : ends->carriage_return;
}

/// What was counted between two blank lines.
struct block {
    uint64_t bytes, openers, lines, most_cells;
    int first_line;
};

/// Whether a line has nothing in it, which ends a paragraph and a table.
static bool is_blank(const unsigned char *line, size_t size) {
    size_t index = 0;
    while (index < size && (line[index] == ' ' || line[index] == '\t')) index++;
    return index == size;
}

/// Whether a line certainly begins an item of a list, which ends any paragraph before it.
static bool begins_item(const unsigned char *line, size_t size) {
    return size > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ' && line[2] > ' ' &&
           line[2] != line[0];
}

/// Whether a line can be the second of a table: nothing but `|`, `-`, `:` and spaces, and `|` first.
static bool is_delimiter_row(const unsigned char *line, size_t size) {
    if (size == 0 || line[0] != '|') return false;
    for (size_t index = 0; index < size; index++) {
        if (line[index] != '|' && line[index] != '-' && line[index] != ':' && line[index] != ' ') return false;
    }
    return true;
}

/// Whether a line is a row of a table: in one that has begun, a line with `|` first is nothing else.
struct table {
    uint64_t line_in_block, header_cells;
    bool is_table;
};

static bool is_row(struct table *table, const unsigned char *line, size_t size, uint64_t cells) {
    bool begins_with_bar = size > 0 && line[0] == '|';
    table->line_in_block++;
    if (table->line_in_block == 1) table->header_cells = begins_with_bar && line[size - 1] == '|' ? cells : 0;
    if (table->line_in_block == 2) {
        bool is_closed = size > 0 && line[size - 1] == '|';
        table->is_table =
            table->header_cells > 1 && cells == table->header_cells && is_closed && is_delimiter_row(line, size);
    }
    if (!begins_with_bar) table->is_table = false;
    return table->is_table;
}

/// The marks of quotes and lists with which a line begins, and the columns that they take.
static size_t marks(const unsigned char *line, size_t size, size_t *columns) {
    size_t count = 0, index = 0;
    for (; index < size; index++) {
        unsigned char byte = line[index];
        bool is_before_space = index + 1 == size || line[index + 1] == ' ' || line[index + 1] == '\t';
        if (byte == '>') {
            count++;
        } else if (byte == '-' || byte == '+' || byte == '*' || byte == '.' || byte == ')') {
            if (is_before_space) count++;
        } else if (byte != ' ' && byte != '\t' && !(byte >= '0' && byte <= '9')) {
            break;
        }
    }
    *columns = index;
    return count;
}

/// The products of the blocks so far, and where the largest was.
struct work {
    uint64_t restarts, cells, most_restarts, most_cells;
    int restarting_line, cell_line;
};

static void add(struct work *work, const struct block *block) {
    uint64_t restarts = block->bytes * block->openers, cells = block->lines * block->most_cells;
    work->restarts += restarts;
    work->cells += cells;
    if (restarts > work->most_restarts) work->most_restarts = restarts, work->restarting_line = block->first_line;
    if (cells > work->most_cells) work->most_cells = cells, work->cell_line = block->first_line;
}

static void add_row(struct work *work, uint64_t bytes, uint64_t openers, int line) {
    struct block row = {.bytes = bytes, .openers = openers, .first_line = line};
    add(work, &row);
}

int suspicious_line(const char *text, size_t size, unsigned factor) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (size == 0) return 0;
    struct line_ends ends = {bytes, size, find(bytes, 0, size, '\n'), find(bytes, 0, size, '\r')};
    struct block block = {.first_line = 1};
    struct work work = {0};
    struct table table = {0};
    uint64_t links = 0, longest = 0, widest = 0;
    int line = 1, longest_line = 1, widest_line = 1;
    size_t start = 0;
    while (start < size) {
        size_t end = end_of_line(&ends, start), columns;
        tally line_tally = tally_of(bytes + start, end - start);
        links += links_in(line_tally);
        if (marks(bytes + start, end - start, &columns) > (size_t)DEPTH_LIMIT * factor) return line;
        if (is_blank(bytes + start, end - start)) {
            add(&work, &block);
            block = (struct block){.first_line = line + 1};
            table = (struct table){0};
        } else if (begins_item(bytes + start, end - start)) {
            add(&work, &block);
            block = (struct block){.first_line = line};
            table = (struct table){0};
        }
        block.lines++;
        if (is_row(&table, bytes + start, end - start, cells_in(line_tally))) {
            // Each cell is read by itself, so a row is as much as may be read again.
            add_row(&work, end - start + 1, openers_in(line_tally), line);
        } else {
            block.bytes += end - start + 1;
            block.openers += openers_in(line_tally);
        }
        if (cells_in(line_tally) > block.most_cells) block.most_cells = cells_in(line_tally);
        if (columns > widest) widest = columns, widest_line = line;
        if (block.bytes > longest) longest = block.bytes, longest_line = block.first_line;
        bool is_pair = end + 1 < size && bytes[end] == '\r' && bytes[end + 1] == '\n';
        start = end + (is_pair ? 2 : 1);
        line++;
    }
    add(&work, &block);
    if (work.restarts > restart_limit * factor) return work.restarting_line;
    if (work.cells > cell_limit * factor) return work.cell_line;
    if (longest * links > copy_limit * factor) return longest_line;
    if (widest * (uint64_t)line > nest_limit * factor) return widest_line;
    return 0;
}
