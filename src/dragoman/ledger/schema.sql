-- The ledger, version 2, as SQLite holds it. Rows are only ever added: schema.py adds triggers that refuse
-- every UPDATE and DELETE. What is no longer held gets a row in report_closings and claim_closings.
-- Every write has a moment, numbered from 1; `moments` says when it was (UTC, fixed width, so that it sorts
-- as text) and which claim was the last by then. Keys rise with moments, so that "as known at" is a
-- comparison of keys. `digest` is a hash over the other columns of the row, checked when the row is read.
-- Tables below the line are worked out from those above it, to find claims by.

CREATE TABLE moments (
    moment INTEGER PRIMARY KEY,
    recorded_at TEXT NOT NULL UNIQUE,
    last_claim INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT;

-- One row a version of a report; at most one version of an id is open.
CREATE TABLE reports (
    key INTEGER PRIMARY KEY,
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
    moment INTEGER NOT NULL REFERENCES moments (moment) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB NOT NULL,
    UNIQUE (id, version)
) STRICT;

-- What a report claims, in the order the reader gave it (ordinal). Revision 0 is the claim as it was read;
-- what a person's review makes of it are further revisions, of which at most one is open.
CREATE TABLE claims (
    key INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (key) DEFERRABLE INITIALLY DEFERRED,
    ordinal INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,                                -- content hash, see records.Claim.id
    event TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('occurred', 'planned', 'demanded', 'possible', 'denied')),
    period TEXT NOT NULL,                            -- 2025-01, 2025, or '' where the time is in no one year
    edtf TEXT,
    earliest TEXT,                                   -- ISO day; null where the start is open or unknown
    latest TEXT,
    body TEXT NOT NULL,                              -- the rest as JSON, spans as offsets; see encoding.py
    moment INTEGER NOT NULL REFERENCES moments (moment) DEFERRABLE INITIALLY DEFERRED,
    review INTEGER REFERENCES reviews (key) DEFERRABLE INITIALLY DEFERRED,         -- whose decision made this revision
    digest BLOB NOT NULL,
    UNIQUE (report, ordinal, revision)
) STRICT;
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_when ON claims (period, event, status, earliest, latest);

-- From when on a version of a report is no longer held: a newer one came, or it was withdrawn.
CREATE TABLE report_closings (
    report INTEGER PRIMARY KEY REFERENCES reports (key) DEFERRABLE INITIALLY DEFERRED,
    moment INTEGER NOT NULL REFERENCES moments (moment) DEFERRABLE INITIALLY DEFERRED,
    withdrawal INTEGER REFERENCES withdrawals (key) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB NOT NULL
) STRICT;

-- From when on a claim is no longer held: its report was closed, or a review took or replaced it.
CREATE TABLE claim_closings (
    claim INTEGER PRIMARY KEY REFERENCES claims (key) DEFERRABLE INITIALLY DEFERRED,
    moment INTEGER NOT NULL REFERENCES moments (moment) DEFERRABLE INITIALLY DEFERRED,
    review INTEGER REFERENCES reviews (key) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX claim_closings_moment ON claim_closings (moment);

-- People's decisions about claims.
CREATE TABLE reviews (
    key INTEGER PRIMARY KEY,
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'correct', 'merge', 'split')),
    claims TEXT NOT NULL,                            -- JSON list of claim ids
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    changes TEXT NOT NULL,                           -- JSON list of [key, value]
    moment INTEGER NOT NULL REFERENCES moments (moment) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB NOT NULL
) STRICT;

-- Reports that were taken back, and why.
CREATE TABLE withdrawals (
    key INTEGER PRIMARY KEY,
    report TEXT NOT NULL,                            -- id
    reason TEXT NOT NULL,
    moment INTEGER NOT NULL REFERENCES moments (moment) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB NOT NULL
) STRICT;

-- Reports that could not be read, each place and reason once.
CREATE TABLE set_aside (
    key INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (place, reason)
) STRICT;

-- ---------------------------------------------------------------------------------------------------------

-- Who stands in a claim. `roles` adds up: 1 acts, 2 is acted upon, 4 speaks, 8 takes part otherwise; in a
-- mutual act both sides act and are acted upon. `code` and `country` are in lower case.
CREATE TABLE parties (
    code TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (key) DEFERRABLE INITIALLY DEFERRED,
    roles INTEGER NOT NULL,
    country TEXT NOT NULL,                           -- the code up to its colon
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (code, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_country ON parties (country, claim, roles);

-- Who acts on whom, each pair of codes once a claim, the lower code first: 1 the low one acts, 2 the high one.
CREATE TABLE dyads (
    low TEXT NOT NULL,
    high TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (key) DEFERRABLE INITIALLY DEFERRED,
    ways INTEGER NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    period TEXT NOT NULL,
    PRIMARY KEY (low, high, claim)
) STRICT, WITHOUT ROWID;

-- The words of quotes and of reports, folded (words.py), under the key of the claim or report. `vocabulary`
-- has each word once, and `word_parts` finds those that contain others. Words are cut before they come here:
-- the tokenizer only splits at spaces.
CREATE VIRTUAL TABLE claim_words USING fts5 (words, content = '', detail = 'none', tokenize = 'ascii');
CREATE VIRTUAL TABLE report_words USING fts5 (words, content = '', detail = 'none', tokenize = 'ascii');
CREATE TABLE vocabulary (
    key INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE word_parts USING fts5 (word, content = 'vocabulary', content_rowid = 'key', tokenize = 'trigram');
