// Tells from a text, without parsing it, whether cmark-gfm might take long over it.

#pragma once

#include <stddef.h>

/// The line, from 1, that makes the text costly; 0 for a text that is parsed in a moment, as any page is.
///
/// `factor` multiplies every limit; 1 is a fifth of a second.
int suspicious_line(const char *text, size_t size, unsigned factor);
