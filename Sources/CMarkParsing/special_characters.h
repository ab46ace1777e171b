// The characters at which cmark-gfm asks its extensions.

#pragma once

#include <stdbool.h>

/// Keeps the characters of the extensions that were parsed with so far; from now on none is added or taken away.
///
/// False when cmark-gfm does not ask this module, so that it still adds and takes away at every parse.
bool special_characters_keep(void);
