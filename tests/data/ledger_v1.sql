-- A ledger of version 1 with two versions of r1, r2 without claims and r3; see test_ledger_migration.py
PRAGMA application_id = 0x44524147;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE attributions (
    claim INTEGER NOT NULL REFERENCES claims (row),
    position INTEGER NOT NULL,
    cue INTEGER REFERENCES spans (row),
    manner TEXT NOT NULL,
    channel TEXT,
    said_on TEXT,                                    -- EDTF
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "attributions" VALUES(2,0,8,'direct','Telegram','2025-01-13');
INSERT INTO "attributions" VALUES(2,1,10,'indirect',NULL,NULL);
INSERT INTO "attributions" VALUES(5,0,22,'direct','Telegram','2025-01-13');
INSERT INTO "attributions" VALUES(5,1,24,'indirect',NULL,NULL);
CREATE TABLE claims (
    row INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (row),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,                                -- content hash, see records.Claim.id
    event TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL CHECK (status IN ('occurred', 'planned', 'demanded', 'possible', 'denied')),
    quote INTEGER NOT NULL REFERENCES spans (row),
    matter TEXT,
    quantity TEXT,
    time_edtf TEXT,
    time_earliest TEXT,                              -- ISO day; null where the start is open or unknown
    time_latest TEXT,
    time_basis TEXT,
    time_phrase INTEGER REFERENCES spans (row),
    place_code TEXT,
    place_name TEXT,
    place_mention INTEGER REFERENCES spans (row),
    parent TEXT,                                     -- id of the claim of this report that contains this one
    entry TEXT NOT NULL,
    path TEXT NOT NULL,                              -- JSON list of steps
    confidence REAL NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT CHECK (superseded_at > recorded_at),
    UNIQUE (report, position)
) STRICT;
INSERT INTO "claims" VALUES(1,1,0,'3a436fff8d79e3052ac1a6ee611edd26','ACCUSE',NULL,'occurred',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'de/vorwerfen','[]',1.0,'2025-01-10T12:00:00.000000Z','2025-01-12T12:00:00.000000Z');
INSERT INTO "claims" VALUES(2,1,1,'a36d2b9699862bc55d9bf76d09f16117','AID','military','occurred',4,'Drohnen','zwei','[2025-01-10,2025-01-17]','2025-01-10','2025-01-17','published',5,'RUS','Kasan',6,'3a436fff8d79e3052ac1a6ee611edd26','de/liefern','["vorwerfen", "xcomp", "liefern"]',0.75,'2025-01-10T12:00:00.000000Z','2025-01-12T12:00:00.000000Z');
INSERT INTO "claims" VALUES(3,1,2,'be2cf3d673e07e4cc31c91dc9b51eb9d','CONSULT',NULL,'planned',13,NULL,NULL,'2025-02/..','2025-02-01',NULL,'text',NULL,NULL,NULL,NULL,NULL,'','[]',1.0,'2025-01-10T12:00:00.000000Z','2025-01-12T12:00:00.000000Z');
INSERT INTO "claims" VALUES(4,3,0,'3a436fff8d79e3052ac1a6ee611edd26','ACCUSE',NULL,'occurred',14,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'de/vorwerfen','[]',1.0,'2025-01-12T12:00:00.000000Z',NULL);
INSERT INTO "claims" VALUES(5,4,0,'20964f06941b52ef74754b127e7704af','AID','military','occurred',17,'Drohnen','zwei','[2025-01-10,2025-01-17]','2025-01-10','2025-01-17','published',18,'RUS','Kasan',19,'2e644759bffbc42c0d405f2c3cdb340e','de/liefern','["vorwerfen", "xcomp", "liefern"]',0.75,'2025-01-13T12:00:00.000000Z',NULL);
INSERT INTO "claims" VALUES(6,4,1,'851e296d315077a184d7b7d535d1d9b6','CONSULT',NULL,'planned',28,NULL,NULL,'2025-02/..','2025-02-01',NULL,'text',NULL,NULL,NULL,NULL,NULL,'','[]',1.0,'2025-01-13T12:00:00.000000Z',NULL);
CREATE TABLE more_quotes (
    claim INTEGER NOT NULL REFERENCES claims (row),
    position INTEGER NOT NULL,
    span INTEGER NOT NULL REFERENCES spans (row),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "more_quotes" VALUES(2,0,11);
INSERT INTO "more_quotes" VALUES(2,1,12);
INSERT INTO "more_quotes" VALUES(5,0,26);
INSERT INTO "more_quotes" VALUES(5,1,27);
CREATE TABLE participants (
    claim INTEGER NOT NULL REFERENCES claims (row),
    role TEXT NOT NULL CHECK (role IN ('actor', 'target', 'other')),
    position INTEGER NOT NULL,
    code TEXT NOT NULL COLLATE NOCASE,
    name TEXT,
    qid TEXT,
    mention INTEGER REFERENCES spans (row),
    PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "participants" VALUES(1,'actor',0,'UKR','Ukraine','Q212',2);
INSERT INTO "participants" VALUES(1,'target',0,'IRN','Iran','Q794',3);
INSERT INTO "participants" VALUES(2,'actor',0,'IRN','Iran','Q794',3);
INSERT INTO "participants" VALUES(2,'other',0,'PRK',NULL,NULL,NULL);
INSERT INTO "participants" VALUES(2,'target',0,'RUS',NULL,NULL,7);
INSERT INTO "participants" VALUES(2,'target',1,'RUS:MIL',NULL,NULL,NULL);
INSERT INTO "participants" VALUES(3,'actor',0,'RUS',NULL,NULL,7);
INSERT INTO "participants" VALUES(3,'actor',1,'IRN','Iran','Q794',3);
INSERT INTO "participants" VALUES(4,'actor',0,'UKR','Ukraine','Q212',15);
INSERT INTO "participants" VALUES(4,'target',0,'IRN','Iran','Q794',16);
INSERT INTO "participants" VALUES(5,'actor',0,'IRN','Iran','Q794',20);
INSERT INTO "participants" VALUES(5,'other',0,'PRK',NULL,NULL,NULL);
INSERT INTO "participants" VALUES(5,'target',0,'RUS',NULL,NULL,21);
INSERT INTO "participants" VALUES(5,'target',1,'RUS:MIL',NULL,NULL,NULL);
INSERT INTO "participants" VALUES(6,'actor',0,'RUS',NULL,NULL,21);
INSERT INTO "participants" VALUES(6,'actor',1,'IRN','Iran','Q794',20);
CREATE TABLE reports (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    language TEXT NOT NULL,
    published TEXT,                                  -- EDTF
    title TEXT,
    text TEXT NOT NULL,
    outlet TEXT,
    agencies TEXT NOT NULL,                          -- JSON list of codes
    dateline TEXT,
    url TEXT,
    retrieved TEXT,
    sha256 TEXT NOT NULL,                            -- of title and text
    recorded_at TEXT NOT NULL,
    superseded_at TEXT CHECK (superseded_at > recorded_at),
    UNIQUE (id, version)
) STRICT;
INSERT INTO "reports" VALUES(1,'r1',1,'de','2025-01','Streit über Drohnen','Kiew wirft Teheran vor, Moskau im Januar in Kasan zwei Drohnen geliefert zu haben. Das teilte die Botschaft auf Telegram mit. Moskau und Teheran 🤝 verhandeln über Öl.','Beispielblatt','["AFP", "dpa"]','Kiew','https://example.org/r1','2025-01-14T08:00:00Z','7b0008939f3a3db54f423188a6ef0548553ee1cda9b1ebb786c07b34a25a462b','2025-01-10T12:00:00.000000Z','2025-01-12T12:00:00.000000Z');
INSERT INTO "reports" VALUES(2,'r2',1,'de',NULL,NULL,'Kiew wirft Teheran vor, Moskau im Januar in Kasan zwei Drohnen geliefert zu haben. Das teilte die Botschaft auf Telegram mit. Moskau und Teheran 🤝 verhandeln über Öl.',NULL,'[]',NULL,NULL,NULL,'b83b1a08dcc4c9b2ff74ca429ef03c6e8a691c80065c3bbacad33588662e0ea4','2025-01-11T12:00:00.000000Z',NULL);
INSERT INTO "reports" VALUES(3,'r1',2,'de','2025-01','Streit über Drohnen','Kiew wirft Teheran vor, Moskau im Januar in Kasan zwei Drohnen geliefert zu haben. Das teilte die Botschaft auf Telegram mit. Moskau und Teheran 🤝 verhandeln über Öl. Neu.','Beispielblatt','["AFP", "dpa"]','Kiew','https://example.org/r1','2025-01-14T08:00:00Z','31251ddfb0f19438b54c21afe9b51342f7894b803f455b250a1f01dbc3e1ea45','2025-01-12T12:00:00.000000Z',NULL);
INSERT INTO "reports" VALUES(4,'r3',1,'de','2025-01','Streit über Drohnen','Kiew wirft Teheran vor, Moskau im Januar in Kasan zwei Drohnen geliefert zu haben. Das teilte die Botschaft auf Telegram mit. Moskau und Teheran 🤝 verhandeln über Öl.','Beispielblatt','["AFP", "dpa"]','Kiew','https://example.org/r1','2025-01-14T08:00:00Z','7b0008939f3a3db54f423188a6ef0548553ee1cda9b1ebb786c07b34a25a462b','2025-01-13T12:00:00.000000Z',NULL);
CREATE TABLE set_aside (
    row INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (place, reason)
) STRICT;
INSERT INTO "set_aside" VALUES(1,'wire.jsonl:3','no text','2025-01-14T12:00:00.000000Z');
CREATE TABLE sources (
    claim INTEGER NOT NULL,
    attribution INTEGER NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL COLLATE NOCASE,
    name TEXT,
    qid TEXT,
    mention INTEGER REFERENCES spans (row),
    PRIMARY KEY (claim, attribution, position),
    FOREIGN KEY (claim, attribution) REFERENCES attributions (claim, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "sources" VALUES(2,0,0,'IRN:GOV',NULL,NULL,9);
INSERT INTO "sources" VALUES(2,1,0,'UKR','Ukraine','Q212',2);
INSERT INTO "sources" VALUES(2,1,1,'unknown',NULL,NULL,NULL);
INSERT INTO "sources" VALUES(5,0,0,'IRN:GOV',NULL,NULL,23);
INSERT INTO "sources" VALUES(5,1,0,'UKR','Ukraine','Q212',25);
INSERT INTO "sources" VALUES(5,1,1,'unknown',NULL,NULL,NULL);
CREATE TABLE spans (
    row INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (row),
    part TEXT NOT NULL CHECK (part IN ('text', 'title')),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    words TEXT NOT NULL,
    UNIQUE (report, part, start, "end")
) STRICT;
INSERT INTO "spans" VALUES(1,1,'text',0,22,'Kiew wirft Teheran vor');
INSERT INTO "spans" VALUES(2,1,'text',0,4,'Kiew');
INSERT INTO "spans" VALUES(3,1,'text',11,18,'Teheran');
INSERT INTO "spans" VALUES(4,1,'text',24,72,'Moskau im Januar in Kasan zwei Drohnen geliefert');
INSERT INTO "spans" VALUES(5,1,'text',31,40,'im Januar');
INSERT INTO "spans" VALUES(6,1,'text',44,49,'Kasan');
INSERT INTO "spans" VALUES(7,1,'text',24,30,'Moskau');
INSERT INTO "spans" VALUES(8,1,'text',87,93,'teilte');
INSERT INTO "spans" VALUES(9,1,'text',94,107,'die Botschaft');
INSERT INTO "spans" VALUES(10,1,'text',5,10,'wirft');
INSERT INTO "spans" VALUES(11,1,'title',12,19,'Drohnen');
INSERT INTO "spans" VALUES(12,1,'text',98,107,'Botschaft');
INSERT INTO "spans" VALUES(13,1,'text',126,157,'Moskau und Teheran 🤝 verhandeln');
INSERT INTO "spans" VALUES(14,3,'text',0,22,'Kiew wirft Teheran vor');
INSERT INTO "spans" VALUES(15,3,'text',0,4,'Kiew');
INSERT INTO "spans" VALUES(16,3,'text',11,18,'Teheran');
INSERT INTO "spans" VALUES(17,4,'text',24,72,'Moskau im Januar in Kasan zwei Drohnen geliefert');
INSERT INTO "spans" VALUES(18,4,'text',31,40,'im Januar');
INSERT INTO "spans" VALUES(19,4,'text',44,49,'Kasan');
INSERT INTO "spans" VALUES(20,4,'text',11,18,'Teheran');
INSERT INTO "spans" VALUES(21,4,'text',24,30,'Moskau');
INSERT INTO "spans" VALUES(22,4,'text',87,93,'teilte');
INSERT INTO "spans" VALUES(23,4,'text',94,107,'die Botschaft');
INSERT INTO "spans" VALUES(24,4,'text',5,10,'wirft');
INSERT INTO "spans" VALUES(25,4,'text',0,4,'Kiew');
INSERT INTO "spans" VALUES(26,4,'title',12,19,'Drohnen');
INSERT INTO "spans" VALUES(27,4,'text',98,107,'Botschaft');
INSERT INTO "spans" VALUES(28,4,'text',126,157,'Moskau und Teheran 🤝 verhandeln');
CREATE UNIQUE INDEX reports_open ON reports (id) WHERE superseded_at IS NULL;
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_time ON claims (time_earliest, time_latest);
CREATE INDEX claims_record_time ON claims (recorded_at, superseded_at);
CREATE INDEX participants_code ON participants (code, role);
CREATE INDEX sources_code ON sources (code);
CREATE TRIGGER reports_keep BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reports rows are never deleted'); END;
CREATE TRIGGER reports_fixed BEFORE UPDATE ON reports WHEN NEW."row" IS NOT OLD."row" OR NEW."id" IS NOT OLD."id" OR NEW."version" IS NOT OLD."version" OR NEW."language" IS NOT OLD."language" OR NEW."published" IS NOT OLD."published" OR NEW."title" IS NOT OLD."title" OR NEW."text" IS NOT OLD."text" OR NEW."outlet" IS NOT OLD."outlet" OR NEW."agencies" IS NOT OLD."agencies" OR NEW."dateline" IS NOT OLD."dateline" OR NEW."url" IS NOT OLD."url" OR NEW."retrieved" IS NOT OLD."retrieved" OR NEW."sha256" IS NOT OLD."sha256" OR NEW."recorded_at" IS NOT OLD."recorded_at" OR OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reports rows are never changed'); END;
CREATE TRIGGER spans_keep BEFORE DELETE ON spans BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: spans rows are never deleted'); END;
CREATE TRIGGER spans_fixed BEFORE UPDATE ON spans BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: spans rows are never changed'); END;
CREATE TRIGGER claims_keep BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims rows are never deleted'); END;
CREATE TRIGGER claims_fixed BEFORE UPDATE ON claims WHEN NEW."row" IS NOT OLD."row" OR NEW."report" IS NOT OLD."report" OR NEW."position" IS NOT OLD."position" OR NEW."id" IS NOT OLD."id" OR NEW."event" IS NOT OLD."event" OR NEW."mode" IS NOT OLD."mode" OR NEW."status" IS NOT OLD."status" OR NEW."quote" IS NOT OLD."quote" OR NEW."matter" IS NOT OLD."matter" OR NEW."quantity" IS NOT OLD."quantity" OR NEW."time_edtf" IS NOT OLD."time_edtf" OR NEW."time_earliest" IS NOT OLD."time_earliest" OR NEW."time_latest" IS NOT OLD."time_latest" OR NEW."time_basis" IS NOT OLD."time_basis" OR NEW."time_phrase" IS NOT OLD."time_phrase" OR NEW."place_code" IS NOT OLD."place_code" OR NEW."place_name" IS NOT OLD."place_name" OR NEW."place_mention" IS NOT OLD."place_mention" OR NEW."parent" IS NOT OLD."parent" OR NEW."entry" IS NOT OLD."entry" OR NEW."path" IS NOT OLD."path" OR NEW."confidence" IS NOT OLD."confidence" OR NEW."recorded_at" IS NOT OLD."recorded_at" OR OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: claims rows are never changed'); END;
CREATE TRIGGER participants_keep BEFORE DELETE ON participants BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: participants rows are never deleted'); END;
CREATE TRIGGER participants_fixed BEFORE UPDATE ON participants BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: participants rows are never changed'); END;
CREATE TRIGGER attributions_keep BEFORE DELETE ON attributions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attributions rows are never deleted'); END;
CREATE TRIGGER attributions_fixed BEFORE UPDATE ON attributions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attributions rows are never changed'); END;
CREATE TRIGGER sources_keep BEFORE DELETE ON sources BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: sources rows are never deleted'); END;
CREATE TRIGGER sources_fixed BEFORE UPDATE ON sources BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: sources rows are never changed'); END;
CREATE TRIGGER more_quotes_keep BEFORE DELETE ON more_quotes BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: more_quotes rows are never deleted'); END;
CREATE TRIGGER more_quotes_fixed BEFORE UPDATE ON more_quotes BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: more_quotes rows are never changed'); END;
CREATE TRIGGER set_aside_keep BEFORE DELETE ON set_aside BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: set_aside rows are never deleted'); END;
CREATE TRIGGER set_aside_fixed BEFORE UPDATE ON set_aside BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: set_aside rows are never changed'); END;
COMMIT;
