-- Progress database, shape 3, with a few rows. Frozen: never edit after the release.
PRAGMA application_id = 1835164528;
PRAGMA user_version = 3;
CREATE TABLE setting (
        "key" TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;
CREATE TABLE review (
        id INTEGER NOT NULL PRIMARY KEY,
        card_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
        took_ms INTEGER NOT NULL,
        scheduled INTEGER NOT NULL,
        undone_ms INTEGER,
        origin TEXT NOT NULL DEFAULT ''
    );
CREATE INDEX review_card ON review (card_id);
CREATE TABLE memory (
        card_id TEXT NOT NULL PRIMARY KEY,
        deck TEXT NOT NULL,
        phase INTEGER NOT NULL,
        step INTEGER,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        due_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        reps INTEGER NOT NULL,
        lapses INTEGER NOT NULL
    ) WITHOUT ROWID;
CREATE INDEX memory_due ON memory (due_ms, deck);
CREATE TABLE mark (
        card_id TEXT NOT NULL PRIMARY KEY,
        suspended INTEGER NOT NULL,
        buried_until INTEGER NOT NULL,
        doubtful INTEGER NOT NULL,
        note TEXT NOT NULL,
        leech INTEGER NOT NULL
    ) WITHOUT ROWID;
CREATE TABLE day_total (
        deck TEXT NOT NULL,
        day INTEGER NOT NULL,
        reviews INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        again INTEGER NOT NULL,
        hard INTEGER NOT NULL,
        good INTEGER NOT NULL,
        easy INTEGER NOT NULL,
        introduced INTEGER NOT NULL,
        tested INTEGER NOT NULL,
        recalled INTEGER NOT NULL,
        PRIMARY KEY (deck, day)
    ) WITHOUT ROWID;
CREATE TABLE sitting (
        id INTEGER NOT NULL PRIMARY KEY,
        certification TEXT NOT NULL,
        form TEXT NOT NULL,
        kind TEXT NOT NULL,
        mode TEXT NOT NULL,
        seed INTEGER NOT NULL,
        title TEXT NOT NULL,
        started_ms INTEGER NOT NULL,
        limit_s REAL,
        status TEXT NOT NULL,
        submitted_ms INTEGER,
        ended_by TEXT NOT NULL,
        position INTEGER NOT NULL,
        elapsed_s REAL NOT NULL,
        clock_wall REAL NOT NULL,
        clock_boot REAL NOT NULL,
        clock_boot_id TEXT NOT NULL,
        running INTEGER NOT NULL,
        last_open_ms INTEGER NOT NULL,
        won REAL,
        worth INTEGER,
        passed INTEGER
    );
CREATE TABLE sitting_item (
        sitting_id INTEGER NOT NULL REFERENCES sitting (id),
        position INTEGER NOT NULL,
        item_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        domain TEXT NOT NULL,
        scored INTEGER NOT NULL,
        option_order TEXT NOT NULL,
        wanted INTEGER NOT NULL,
        choice TEXT NOT NULL,
        blanks TEXT NOT NULL,
        seen INTEGER NOT NULL,
        flagged INTEGER NOT NULL,
        struck TEXT NOT NULL,
        note TEXT NOT NULL,
        confidence TEXT NOT NULL,
        seconds REAL NOT NULL,
        reason TEXT NOT NULL,
        correct REAL,
        feedback INTEGER NOT NULL,
        PRIMARY KEY (sitting_id, position)
    ) WITHOUT ROWID;
CREATE TABLE response (
        id INTEGER NOT NULL PRIMARY KEY,
        sitting_id INTEGER NOT NULL REFERENCES sitting (id),
        position INTEGER,
        at_ms INTEGER NOT NULL,
        elapsed_s REAL NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL
    );
CREATE INDEX response_sitting ON response (sitting_id);
CREATE TABLE item_seen (
        item_id TEXT NOT NULL PRIMARY KEY,
        times INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        last_correct REAL,
        flagged INTEGER NOT NULL
    ) WITHOUT ROWID;
CREATE TABLE item_card (
        item_id TEXT NOT NULL PRIMARY KEY,
        added_ms INTEGER NOT NULL,
        sitting_id INTEGER REFERENCES sitting (id),
        reason TEXT NOT NULL
    ) WITHOUT ROWID;
CREATE TABLE prediction (
        id INTEGER NOT NULL PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        certification TEXT NOT NULL,
        plan TEXT NOT NULL,
        exam_ms INTEGER NOT NULL,
        p_pass REAL NOT NULL,
        score_low REAL NOT NULL,
        score_mid REAL NOT NULL,
        score_high REAL NOT NULL,
        answers INTEGER NOT NULL
    );
CREATE TABLE code_mark (
        system TEXT NOT NULL,
        code TEXT NOT NULL,
        tabbed INTEGER NOT NULL,
        note TEXT NOT NULL,
        changed_ms INTEGER NOT NULL,
        PRIMARY KEY (system, code)
    ) WITHOUT ROWID;
CREATE TABLE lookup (
        id INTEGER NOT NULL PRIMARY KEY,
        sitting_id INTEGER REFERENCES sitting (id),
        position INTEGER,
        item_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        seconds REAL NOT NULL,
        code TEXT NOT NULL,
        trail TEXT NOT NULL
    );
CREATE INDEX lookup_sitting ON lookup (sitting_id);
INSERT INTO review VALUES (1, 'hcpcs-modifiers-1', 1790000000000, 3, 4200, 1, NULL, '');
INSERT INTO review VALUES (2, 'hcpcs-modifiers-1', 1790000600000, 1, 3100, 1, 1790000610000, '');
INSERT INTO memory VALUES ('hcpcs-modifiers-1', 'hcpcs', 1, 1, 2.3065, 2.1181, 1790000600000, 1790000000000, 1, 0);
INSERT INTO day_total VALUES ('', 739881, 1, 4200, 0, 0, 1, 0, 1, 0, 0);
INSERT INTO day_total VALUES ('hcpcs', 739881, 1, 4200, 0, 0, 1, 0, 1, 0, 0);
INSERT INTO sitting VALUES (1, 'cpc', 'mock-150', 'mock', 'strict', 7, 'Mock 1', 1790000000000, 20400.0, 'submitted', 1790010000000, 'learner', 0, 10000.0, 1790010000.0, 5000.0, 'boot', 1, 1790010000000, 1.0, 1, 1);
INSERT INTO sitting_item VALUES (1, 0, 'cpc-1', 1, 'surgery', 1, '[1, 0, 3, 2]', 1, '[2]', '[]', 1, 0, '[]', '', 'sure', 61.5, '', 1.0, 0);
INSERT INTO response VALUES (1, 1, 0, 1790000060000, 60.0, 'answer', '{"choice": [2], "struck": []}');
INSERT INTO item_seen VALUES ('cpc-1', 1, 1790010000000, 1.0, 0);
INSERT INTO prediction VALUES (1, 1790010000000, 'cpc', 'today', 1790010000000, 0.55, 0.5, 0.7, 0.9, 1);
INSERT INTO code_mark VALUES ('icd10cm', 'E11.65', 1, 'Sees Z79.4', 1790000050000);
INSERT INTO lookup VALUES (1, 1, 0, 'cpc-1', 1790000020000, 12.5, 'E11.65', '["E11", "E11.65"]');
