// cmark-gfm has one table of special characters for the whole process. Every parse adds those of its extensions,
// `~`, `:` and `w`, and takes them away again when it ends: a parse on another thread then overlooks them.
//
// Every parse here has the same extensions, so the table need never change. cmark-gfm changes it through an
// exported function, and in a dynamically linked program the definition of the program itself comes first: this
// one. It passes the first addition on, and drops everything else.

#define _GNU_SOURCE
#include "special_characters.h"

#include <cmark-gfm-extension_api.h>
#include <dlfcn.h>

static bool was_asked;
static bool keeps;

void cmark_manage_extensions_special_characters(cmark_parser *parser, int add) {
    if (keeps || !add) return;
    typedef void manage(cmark_parser *, int);
    manage *original = (manage *)dlsym(RTLD_NEXT, "cmark_manage_extensions_special_characters");
    if (!original) return;
    original(parser, add);
    was_asked = true;
}

bool special_characters_keep(void) {
    keeps = was_asked;
    return keeps;
}
