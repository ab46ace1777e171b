PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO entry VALUES(1,'f2ced851341b099e','contract/kickoff-dana-01','2026-11-23T16:17:34.724Z','2026-11-23','ann','contract-recorded','{"contract":{"calendar":{"holidays":[],"weekend":[6,7]},"choices":[],"criteria":[],"customer":"Northwind","exclusions":[],"focusAreas":[{"activities":[{"id":"kickoff","isOptional":false,"summary":"","title":"Kick off"},{"id":"inference","isOptional":false,"summary":"","title":"Inference"}],"id":"strategy","summary":"","title":"Strategy"}],"id":"northwind","notices":[],"objective":[],"people":[],"prerequisites":[],"publication":{"customerSeesDays":false},"roles":[{"cap":480,"id":"data-scientist","title":"Data Scientist"}],"supplier":"Supplier","terms":[],"title":"Advisory","window":{"end":"2026-12-24","maximumWeeks":520,"minimumWeeks":1,"start":"2026-11-30"}}}','0000000000000000000000000000000000000000000000000000000000000000','23a828c734ca4febd9da2d24b47b53efeffe96654069d8630a7d4b4a3985c143');
INSERT INTO entry VALUES(2,'f020d1efc2b1b163','kickoff-dana-01','2026-11-23T16:17:34.725Z','2026-11-23','ann','time-logged','{"activity":"kickoff","date":"2026-12-01","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"dana","role":"data-scientist"}','23a828c734ca4febd9da2d24b47b53efeffe96654069d8630a7d4b4a3985c143','dfec395f605ae0898a49d771438e20bf7805554f43115066be66472e0120d395');
INSERT INTO entry VALUES(3,'664634076f1015fe','kickoff-dana-02','2026-11-23T16:17:34.920Z','2026-11-23','ann','time-logged','{"activity":"kickoff","date":"2026-12-02","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"dana","role":"data-scientist"}','dfec395f605ae0898a49d771438e20bf7805554f43115066be66472e0120d395','9c13ce584986da20357271a7a7e727cbe5e59b042709b0133d94a5fdb4697e6a');
INSERT INTO entry VALUES(4,'0d67202de44b9aef','kickoff-Zoë-01','2026-11-23T16:17:35.096Z','2026-11-23','ann','time-logged','{"activity":"kickoff","date":"2026-12-01","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"Zoë","role":"data-scientist"}','9c13ce584986da20357271a7a7e727cbe5e59b042709b0133d94a5fdb4697e6a','44a90788f75cee66c3a92df584338665f34d528abe23e17297f328aab65513af');
INSERT INTO entry VALUES(5,'515ae95a101cc76e','kickoff-Zoë-02','2026-11-23T16:17:35.257Z','2026-11-23','ann','time-logged','{"activity":"kickoff","date":"2026-12-02","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"Zoë","role":"data-scientist"}','44a90788f75cee66c3a92df584338665f34d528abe23e17297f328aab65513af','c1710e2f57f8f453a476a5b7f04565b34d76636efac864a20bef9c29b5c3f674');
INSERT INTO entry VALUES(6,'7f4c179fbda64de0','inference-dana-01','2026-11-23T16:17:35.437Z','2026-11-23','ann','time-logged','{"activity":"inference","date":"2026-12-01","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"dana","role":"data-scientist"}','c1710e2f57f8f453a476a5b7f04565b34d76636efac864a20bef9c29b5c3f674','58ea0f7b7e777e9943af6668115fc38921f7b9800b124dbace60d5d8b58702a9');
INSERT INTO entry VALUES(7,'a15467bae9142bf9','inference-dana-02','2026-11-23T16:17:35.617Z','2026-11-23','ann','time-logged','{"activity":"inference","date":"2026-12-02","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"dana","role":"data-scientist"}','58ea0f7b7e777e9943af6668115fc38921f7b9800b124dbace60d5d8b58702a9','356d019e1068f284b27159769af5f894be1f20b2ba4cb5c0e14928407527246c');
INSERT INTO entry VALUES(8,'13e9cb72366a18c0','inference-Zoë-01','2026-11-23T16:17:35.833Z','2026-11-23','ann','time-logged','{"activity":"inference","date":"2026-12-01","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"Zoë","role":"data-scientist"}','356d019e1068f284b27159769af5f894be1f20b2ba4cb5c0e14928407527246c','eb94cbe29e005c8fc1c104abfdb0bbc32fcedfbd21be0f2630757dc1d3679fa2');
INSERT INTO entry VALUES(9,'4c2770031d94abad','inference-Zoë-02','2026-11-23T16:17:36.241Z','2026-11-23','ann','time-logged','{"activity":"inference","date":"2026-12-02","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":90,"note":"naïve","person":"Zoë","role":"data-scientist"}','eb94cbe29e005c8fc1c104abfdb0bbc32fcedfbd21be0f2630757dc1d3679fa2','b4d974ed6e2c1c9a44cc60d21a923fa8463fe01c04624e06e6ae9028306a55f7');
INSERT INTO entry VALUES(10,'8299dc7c906ea30e','162ddac5-5248-446f-a81e-eede897a72e0','2026-11-23T16:17:36.713Z','2026-11-23','ann','entry-voided','{"reason":"","target":"4c2770031d94abad"}','b4d974ed6e2c1c9a44cc60d21a923fa8463fe01c04624e06e6ae9028306a55f7','36ae9e86d7ef7cdfbcd1be18081429ae86a5abe762c68a7ed28bc8d5d51d6ce9');
INSERT INTO entry VALUES(11,'8d218363c7b5fd6f','96f1d2b9-676a-4ddf-a015-03c1790f6b73','2026-11-23T16:17:37.066Z','2026-11-23','ann','entry-voided','{"reason":"","target":"13e9cb72366a18c0"}','36ae9e86d7ef7cdfbcd1be18081429ae86a5abe762c68a7ed28bc8d5d51d6ce9','45b08aa2d3ebbb67737181e1868f8f04c0d164f0f3d2a0c79aca536e62f9ecf0');
INSERT INTO entry VALUES(12,'4b674708ff6d9a94','8dcae215-d9d9-4c73-9627-8bdad349a476','2026-11-23T16:17:37.404Z','2026-11-23','ann','entry-restored','{"target":"13e9cb72366a18c0"}','45b08aa2d3ebbb67737181e1868f8f04c0d164f0f3d2a0c79aca536e62f9ecf0','c5cd7e801012446d671f9de7a7b1e29c93cf768f62604ca5209c8725061fdb51');
INSERT INTO entry VALUES(13,'9dca2125f75f4a71','again','2026-11-23T16:17:37.514Z','2026-11-23','ann','time-logged','{"activity":"kickoff","date":"2026-12-02","isNonBusinessDay":false,"isOutsideWindow":false,"minutes":30,"note":"","person":"dana","role":"data-scientist"}','c5cd7e801012446d671f9de7a7b1e29c93cf768f62604ca5209c8725061fdb51','ee271c27d037f00510a7cb6815f83f692b3d408ee4bbc79694b7278e30e3b1c2');
CREATE TABLE time_total (
    role TEXT NOT NULL,
    activity TEXT NOT NULL,
    person TEXT NOT NULL,
    date TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (role, activity, person, date)
) STRICT, WITHOUT ROWID;
INSERT INTO time_total VALUES('data-scientist','inference','Zoë','2026-12-01',90);
INSERT INTO time_total VALUES('data-scientist','inference','Zoë','2026-12-02',0);
INSERT INTO time_total VALUES('data-scientist','inference','dana','2026-12-01',90);
INSERT INTO time_total VALUES('data-scientist','inference','dana','2026-12-02',90);
INSERT INTO time_total VALUES('data-scientist','kickoff','Zoë','2026-12-01',90);
INSERT INTO time_total VALUES('data-scientist','kickoff','Zoë','2026-12-02',90);
INSERT INTO time_total VALUES('data-scientist','kickoff','dana','2026-12-01',90);
INSERT INTO time_total VALUES('data-scientist','kickoff','dana','2026-12-02',120);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('entry',13);
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
COMMIT;
PRAGMA application_id = 1466647147;
PRAGMA user_version = 1;
