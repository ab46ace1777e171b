/* The least that a site generator can do: read each page, let cmark-gfm render it, write the result.
 *
 *     plain_loop SOURCE OUTPUT < list-of-paths
 *
 * One thread, no navigation, no outline, no highlighting, no search. The benchmark measures against it. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *contents(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) { perror(path); exit(1); }
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (bytes == NULL || fread(bytes, 1, *size, file) != *size) { perror(path); exit(1); }
    fclose(file);
    return bytes;
}

int main(int argc, char **argv) {
    if (argc != 3) { fprintf(stderr, "usage: plain_loop SOURCE OUTPUT < list\n"); return 2; }
    static const char *extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    char line[PATH_MAX], path[2 * PATH_MAX];
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        size_t size;
        snprintf(path, sizeof path, "%s/%s", argv[1], line);
        char *text = contents(path, &size);
        cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8);
        for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
        cmark_parser_feed(parser, text, size);
        cmark_node *document = cmark_parser_finish(parser);
        char *html = cmark_render_html(document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
        snprintf(path, sizeof path, "%s/%s.html", argv[2], line);
        FILE *file = fopen(path, "wb");
        if (file == NULL || fputs(html, file) < 0 || fclose(file) != 0) { perror(path); return 1; }
        free(html);
        cmark_node_free(document);
        cmark_parser_free(parser);
        free(text);
    }
    return 0;
}
