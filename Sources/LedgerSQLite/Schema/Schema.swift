import GRDB

/// The SQL that makes a ledger, version by version.
///
/// Frozen: a released version is never edited, a later one is added after it.
enum Schema {
    /// `WkBk` in ASCII: `file workbook.sqlite` shows it, and another program's file is refused.
    static let applicationID = 0x576B_426B

    /// The SQL that takes a file from version `index` to version `index + 1`.
    static let migrations = [version1, version2]

    static var currentVersion: Int { migrations.count }

    /// Brings the database from `version` to the current one; 0 is an empty one.
    static func migrate(_ database: Database, from version: Int = 0) throws {
        for migration in migrations[version...] { try database.execute(sql: migration) }
        try database.execute(
            sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(currentVersion);")
    }

    /// The tables of running totals, and what each keeps its minutes by.
    static func totals(ofVersion version: Int) -> [(table: String, columns: String)] {
        version == 1
            ? [("time_total", "role, activity, person, date")]
            : [("time_total", "role, person, date"), ("activity_total", "activity")]
    }

    /// Columns marked STORED are computed by SQLite from the payload, so that they cannot disagree with it.
    private static let version1 = """
        CREATE TABLE entry (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT CHECK (sequence > 0),
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
            operation TEXT NOT NULL UNIQUE CHECK (operation <> ''),
            recorded_at TEXT NOT NULL,
            recorded_on TEXT NOT NULL,
            actor TEXT NOT NULL CHECK (actor <> ''),
            kind TEXT NOT NULL,
            payload TEXT NOT NULL CHECK (json_valid(payload)),
            previous_hash TEXT NOT NULL UNIQUE CHECK (length(previous_hash) = 64),
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
            target TEXT AS (payload ->> '$.target') STORED,
            role TEXT AS (payload ->> '$.role') STORED,
            activity TEXT AS (payload ->> '$.activity') STORED,
            prerequisite TEXT AS (payload ->> '$.prerequisite') STORED,
            person TEXT AS (payload ->> '$.person') STORED,
            date TEXT AS (payload ->> '$.date') STORED,
            minutes INTEGER AS (payload ->> '$.minutes') STORED,
            corrects TEXT AS (payload ->> '$.corrects') STORED,
            CHECK (kind <> 'time-logged' OR (minutes <> 0 AND date IS NOT NULL AND role IS NOT NULL))
        ) STRICT;

        CREATE INDEX entry_target ON entry (target, sequence) WHERE target IS NOT NULL;
        CREATE INDEX entry_corrects ON entry (corrects) WHERE corrects IS NOT NULL;
        CREATE INDEX entry_other_than_time ON entry (sequence) WHERE kind <> 'time-logged';
        CREATE INDEX entry_kind ON entry (kind, sequence);

        CREATE TRIGGER entry_joins_the_chain BEFORE INSERT ON entry BEGIN
            SELECT RAISE(ABORT, 'an entry must follow the last one')
            WHERE NEW.previous_hash IS NOT coalesce(
                (SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1),
                '0000000000000000000000000000000000000000000000000000000000000000');
        END;

        CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN
            SELECT RAISE(ABORT, 'entries are never changed: append an entry that voids this one');
        END;

        CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN
            SELECT RAISE(ABORT, 'entries are never deleted: append an entry that voids this one');
        END;

        CREATE TABLE time_total (
            role TEXT NOT NULL,
            activity TEXT NOT NULL,
            person TEXT NOT NULL,
            date TEXT NOT NULL,
            minutes INTEGER NOT NULL,
            PRIMARY KEY (role, activity, person, date)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER time_logged_is_totalled AFTER INSERT ON entry WHEN NEW.kind = 'time-logged' BEGIN
            INSERT INTO time_total (role, activity, person, date, minutes)
            VALUES (NEW.role, NEW.activity, NEW.person, NEW.date, NEW.minutes)
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
        END;

        CREATE TRIGGER time_voided_is_taken_out AFTER INSERT ON entry WHEN NEW.kind = 'entry-voided' BEGIN
            INSERT INTO time_total (role, activity, person, date, minutes)
            SELECT role, activity, person, date, -minutes FROM entry
            WHERE id = NEW.target AND kind = 'time-logged' AND sequence < NEW.sequence
                AND (SELECT kind FROM entry WHERE target = NEW.target AND sequence < NEW.sequence
                     ORDER BY sequence DESC LIMIT 1) IS NOT 'entry-voided'
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
        END;

        CREATE TRIGGER time_restored_is_put_back AFTER INSERT ON entry WHEN NEW.kind = 'entry-restored' BEGIN
            INSERT INTO time_total (role, activity, person, date, minutes)
            SELECT role, activity, person, date, minutes FROM entry
            WHERE id = NEW.target AND kind = 'time-logged' AND sequence < NEW.sequence
                AND (SELECT kind FROM entry WHERE target = NEW.target AND sequence < NEW.sequence
                     ORDER BY sequence DESC LIMIT 1) IS 'entry-voided'
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
        END;

        CREATE VIEW history AS
            SELECT e.sequence, e.id, e.recorded_at, e.recorded_on, e.actor, e.kind, e.payload,
                (SELECT v.kind FROM entry v WHERE v.target = e.id ORDER BY v.sequence DESC LIMIT 1)
                    IS 'entry-voided' AS is_voided
            FROM entry e;

        CREATE VIEW time_entry AS
            SELECT h.sequence, h.id, e.date, e.role, e.activity, e.person, e.minutes,
                e.payload ->> '$.note' AS note,
                e.payload ->> '$.isNonBusinessDay' AS is_non_business_day,
                e.payload ->> '$.isOutsideWindow' AS is_outside_window,
                h.actor, h.recorded_at, h.is_voided
            FROM history h JOIN entry e ON e.sequence = h.sequence
            WHERE e.kind = 'time-logged';

        CREATE VIEW contract AS
            SELECT sequence, recorded_on, payload -> '$.contract' AS contract
            FROM entry WHERE kind = 'contract-recorded' ORDER BY sequence DESC LIMIT 1;

        CREATE VIEW change_request AS
            SELECT h.id, h.recorded_on, h.payload ->> '$.title' AS title, h.payload ->> '$.requester' AS requester,
                h.payload -> '$.effect' AS effect,
                coalesce(
                    (SELECT substr(d.kind, length('change-') + 1) FROM history d
                     WHERE d.payload ->> '$.change' = h.id AND NOT d.is_voided ORDER BY d.sequence DESC LIMIT 1),
                    'proposed') AS status
            FROM history h WHERE h.kind = 'change-proposed' AND NOT h.is_voided;

        CREATE VIEW budget AS
            SELECT role, title, cap_minutes,
                min(logged, cap_minutes) AS used_minutes,
                max(logged - cap_minutes, 0) AS held_minutes,
                max(cap_minutes - logged, 0) AS remaining_minutes
            FROM (
                SELECT r.value ->> '$.id' AS role, r.value ->> '$.title' AS title,
                    (r.value ->> '$.cap')
                        + coalesce(
                            (SELECT sum(p.payload ->> '$.effect.addTime.minutes') FROM change_request c
                             JOIN entry p ON p.id = c.id
                             WHERE c.status = 'approved'
                                AND p.payload ->> '$.effect.addTime.role' = r.value ->> '$.id'),
                            0) AS cap_minutes,
                    coalesce(
                        (SELECT sum(t.minutes) FROM time_total t WHERE t.role = r.value ->> '$.id'), 0) AS logged
                FROM contract, json_each(contract.contract, '$.roles') AS r
            );

        CREATE VIEW prerequisite AS
            SELECT p.value ->> '$.id' AS id, p.value ->> '$.title' AS title, p.value ->> '$.phase' AS phase,
                p.value ->> '$.owner' AS owner, p.value ->> '$.due' AS due,
                coalesce(
                    (SELECT replace(substr(h.kind, length('prerequisite-') + 1), 'reopened', 'open') FROM history h JOIN entry e USING (sequence)
                     WHERE e.prerequisite = p.value ->> '$.id' AND NOT h.is_voided
                     ORDER BY h.sequence DESC LIMIT 1),
                    'open') AS state
            FROM contract, json_each(contract.contract, '$.prerequisites') AS p;

        CREATE VIEW activity AS
            SELECT a.value ->> '$.id' AS id, a.value ->> '$.title' AS title, area.value ->> '$.id' AS focus_area,
                a.value ->> '$.isOptional' AS is_optional,
                coalesce(
                    (SELECT substr(h.kind, length('activity-') + 1) FROM history h JOIN entry e USING (sequence)
                     WHERE e.activity = a.value ->> '$.id' AND h.kind <> 'time-logged' AND NOT h.is_voided
                     ORDER BY h.sequence DESC LIMIT 1),
                    'planned') AS state,
                coalesce(
                    (SELECT sum(t.minutes) FROM time_total t WHERE t.activity = a.value ->> '$.id'), 0) AS used_minutes
            FROM contract, json_each(contract.contract, '$.focusAreas') AS area,
                json_each(area.value, '$.activities') AS a;
        """
}
