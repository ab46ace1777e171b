extension Schema {
    /// Keeps one running total by role, person and day, and one by activity.
    ///
    /// A single total by all four had as many rows as entries in an engagement of many activities, and reading it took
    /// longer than everything else that `status` does.
    ///
    /// The view of activities reads only the events of activities, because sessions name activities too.
    static let version2 = """
        DROP TRIGGER time_logged_is_totalled;
        DROP TRIGGER time_voided_is_taken_out;
        DROP TRIGGER time_restored_is_put_back;
        DROP VIEW budget;
        DROP VIEW activity;
        ALTER TABLE time_total RENAME TO time_total_of_version_1;

        CREATE TABLE time_total (
            role TEXT NOT NULL,
            person TEXT NOT NULL,
            date TEXT NOT NULL,
            minutes INTEGER NOT NULL,
            PRIMARY KEY (role, person, date)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE activity_total (
            activity TEXT NOT NULL PRIMARY KEY,
            minutes INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        INSERT INTO time_total SELECT role, person, date, sum(minutes) FROM time_total_of_version_1 GROUP BY 1, 2, 3;
        INSERT INTO activity_total SELECT activity, sum(minutes) FROM time_total_of_version_1 GROUP BY 1;
        DROP TABLE time_total_of_version_1;

        CREATE TRIGGER time_logged_is_totalled AFTER INSERT ON entry WHEN NEW.kind = 'time-logged' BEGIN
            INSERT INTO time_total (role, person, date, minutes)
            VALUES (NEW.role, NEW.person, NEW.date, NEW.minutes)
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
            INSERT INTO activity_total (activity, minutes)
            VALUES (NEW.activity, NEW.minutes)
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
        END;

        CREATE TRIGGER time_voided_is_taken_out AFTER INSERT ON entry WHEN NEW.kind = 'entry-voided' BEGIN
            INSERT INTO time_total (role, person, date, minutes)
            SELECT role, person, date, -minutes FROM entry
            WHERE id = NEW.target AND kind = 'time-logged' AND sequence < NEW.sequence
                AND (SELECT kind FROM entry WHERE target = NEW.target AND sequence < NEW.sequence
                     ORDER BY sequence DESC LIMIT 1) IS NOT 'entry-voided'
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
            INSERT INTO activity_total (activity, minutes)
            SELECT activity, -minutes FROM entry
            WHERE id = NEW.target AND kind = 'time-logged' AND sequence < NEW.sequence
                AND (SELECT kind FROM entry WHERE target = NEW.target AND sequence < NEW.sequence
                     ORDER BY sequence DESC LIMIT 1) IS NOT 'entry-voided'
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
        END;

        CREATE TRIGGER time_restored_is_put_back AFTER INSERT ON entry WHEN NEW.kind = 'entry-restored' BEGIN
            INSERT INTO time_total (role, person, date, minutes)
            SELECT role, person, date, minutes FROM entry
            WHERE id = NEW.target AND kind = 'time-logged' AND sequence < NEW.sequence
                AND (SELECT kind FROM entry WHERE target = NEW.target AND sequence < NEW.sequence
                     ORDER BY sequence DESC LIMIT 1) IS 'entry-voided'
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
            INSERT INTO activity_total (activity, minutes)
            SELECT activity, minutes FROM entry
            WHERE id = NEW.target AND kind = 'time-logged' AND sequence < NEW.sequence
                AND (SELECT kind FROM entry WHERE target = NEW.target AND sequence < NEW.sequence
                     ORDER BY sequence DESC LIMIT 1) IS 'entry-voided'
            ON CONFLICT DO UPDATE SET minutes = minutes + excluded.minutes;
        END;

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

        CREATE VIEW activity AS
            SELECT a.value ->> '$.id' AS id, a.value ->> '$.title' AS title, area.value ->> '$.id' AS focus_area,
                a.value ->> '$.isOptional' AS is_optional,
                coalesce(
                    (SELECT substr(h.kind, length('activity-') + 1) FROM history h JOIN entry e USING (sequence)
                     WHERE e.activity = a.value ->> '$.id' AND h.kind GLOB 'activity-*' AND NOT h.is_voided
                     ORDER BY h.sequence DESC LIMIT 1),
                    'planned') AS state,
                coalesce((SELECT t.minutes FROM activity_total t WHERE t.activity = a.value ->> '$.id'), 0) AS used_minutes
            FROM contract, json_each(contract.contract, '$.focusAreas') AS area,
                json_each(area.value, '$.activities') AS a;
        """
}
