#include "CSQLiteGuard.h"

#include <sqlite3.h>

/// How many steps pass between two looks at the counter.
enum { portion = 10000 };

static int count_steps(void *left) {
    long long *steps_left = left;
    *steps_left -= portion;
    return *steps_left < 0;
}

int sqlite_guard(sqlite3 *connection, long long *steps_left) {
    // Far above what a ledger needs: its longest statement has 2,000 bytes, and its longest value is a contract.
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);
    sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_limit(connection, SQLITE_LIMIT_COMPOUND_SELECT, 20);
    sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0);
    sqlite3_progress_handler(connection, portion, count_steps, steps_left);
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
