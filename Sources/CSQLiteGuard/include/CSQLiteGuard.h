// What a connection to a file from elsewhere needs, and what Swift cannot call: `sqlite3_db_config` is variadic.

#pragma once

struct sqlite3;

/// Makes `connection` refuse to change its file behind SQLite's back, bounds what one statement may be, and stops a
/// statement once `*steps_left` steps of SQLite's virtual machine are used up.
///
/// `steps_left` must live as long as the connection. Returns SQLite's result code.
int sqlite_guard(struct sqlite3 *_Nonnull connection, long long *_Nonnull steps_left);
