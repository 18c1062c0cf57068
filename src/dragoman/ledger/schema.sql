-- The ledger, version 1. Rows are added and never changed or deleted; the one thing that happens to a
-- row later is that its record time is closed (superseded_at). schema.py adds triggers that hold this.
-- Record times are UTC, fixed width (2025-01-13T08:15:00.000000Z), so that they sort as text.
-- Offsets count code points of reports.text, or of reports.title where part is 'title'.

-- One row a version of a report; at most one version of an id is open.
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
CREATE UNIQUE INDEX reports_open ON reports (id) WHERE superseded_at IS NULL;

-- Words of a report, each stretch once.
CREATE TABLE spans (
    row INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (row),
    part TEXT NOT NULL CHECK (part IN ('text', 'title')),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    words TEXT NOT NULL,
    UNIQUE (report, part, start, "end")
) STRICT;

-- What a report claims, in the order the reader gave it.
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
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_time ON claims (time_earliest, time_latest);
CREATE INDEX claims_record_time ON claims (recorded_at, superseded_at);

-- Who does it, to whom, and who else takes part.
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
CREATE INDEX participants_code ON participants (code, role);

-- The attribution chain, from the outermost saying inwards.
CREATE TABLE attributions (
    claim INTEGER NOT NULL REFERENCES claims (row),
    position INTEGER NOT NULL,
    cue INTEGER REFERENCES spans (row),
    manner TEXT NOT NULL,
    channel TEXT,
    said_on TEXT,                                    -- EDTF
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Who speaks in each of them.
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
CREATE INDEX sources_code ON sources (code);

-- Further words that say the same claim.
CREATE TABLE more_quotes (
    claim INTEGER NOT NULL REFERENCES claims (row),
    position INTEGER NOT NULL,
    span INTEGER NOT NULL REFERENCES spans (row),
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Reports that could not be read, each place and reason once.
CREATE TABLE set_aside (
    row INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (place, reason)
) STRICT;
