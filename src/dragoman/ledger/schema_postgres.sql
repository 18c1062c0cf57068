-- The ledger, version 2, as PostgreSQL holds it: the tables of schema.sql, where each is explained.
-- Text is compared by code points (COLLATE "C"), as SQLite does. Words stand as arrays.

CREATE TABLE dragoman_ledger (version integer NOT NULL);

CREATE TABLE moments (
    moment bigint PRIMARY KEY,
    recorded_at text COLLATE "C" NOT NULL UNIQUE,
    last_claim bigint NOT NULL,
    digest bytea NOT NULL
);

CREATE TABLE reports (
    key bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    language text NOT NULL,
    published text,
    title text,
    text text NOT NULL,
    outlet text,
    agencies text NOT NULL,
    dateline text,
    url text,
    retrieved text,
    sha256 text NOT NULL,
    moment bigint NOT NULL REFERENCES moments DEFERRABLE INITIALLY DEFERRED,
    digest bytea NOT NULL,
    UNIQUE (id, version)
);

CREATE TABLE reviews (
    key bigint PRIMARY KEY,
    verdict text NOT NULL CHECK (verdict IN ('accept', 'reject', 'correct', 'merge', 'split')),
    claims text NOT NULL,
    author text NOT NULL,
    reason text NOT NULL,
    changes text NOT NULL,
    moment bigint NOT NULL REFERENCES moments DEFERRABLE INITIALLY DEFERRED,
    digest bytea NOT NULL
);

CREATE TABLE withdrawals (
    key bigint PRIMARY KEY,
    report text NOT NULL,
    reason text NOT NULL,
    moment bigint NOT NULL REFERENCES moments DEFERRABLE INITIALLY DEFERRED,
    digest bytea NOT NULL
);

CREATE TABLE claims (
    key bigint PRIMARY KEY,
    report bigint NOT NULL REFERENCES reports DEFERRABLE INITIALLY DEFERRED,
    ordinal integer NOT NULL,
    revision integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    event text NOT NULL,
    status text NOT NULL CHECK (status IN ('occurred', 'planned', 'demanded', 'possible', 'denied')),
    period text COLLATE "C" NOT NULL,
    edtf text,
    earliest text COLLATE "C",
    latest text COLLATE "C",
    body text NOT NULL,
    moment bigint NOT NULL REFERENCES moments DEFERRABLE INITIALLY DEFERRED,
    review bigint REFERENCES reviews DEFERRABLE INITIALLY DEFERRED,
    digest bytea NOT NULL,
    UNIQUE (report, ordinal, revision)
);
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_when ON claims (period, event, status, earliest, latest);

CREATE TABLE report_closings (
    report bigint PRIMARY KEY REFERENCES reports DEFERRABLE INITIALLY DEFERRED,
    moment bigint NOT NULL REFERENCES moments DEFERRABLE INITIALLY DEFERRED,
    withdrawal bigint REFERENCES withdrawals DEFERRABLE INITIALLY DEFERRED,
    digest bytea NOT NULL
);

CREATE TABLE claim_closings (
    claim bigint PRIMARY KEY REFERENCES claims DEFERRABLE INITIALLY DEFERRED,
    moment bigint NOT NULL REFERENCES moments DEFERRABLE INITIALLY DEFERRED,
    review bigint REFERENCES reviews DEFERRABLE INITIALLY DEFERRED,
    digest bytea NOT NULL
);
CREATE INDEX claim_closings_moment ON claim_closings (moment);

CREATE TABLE set_aside (
    key bigint PRIMARY KEY,
    place text NOT NULL,
    reason text NOT NULL,
    recorded_at text NOT NULL,
    UNIQUE (place, reason)
);

CREATE TABLE parties (
    code text COLLATE "C" NOT NULL,
    claim bigint NOT NULL REFERENCES claims DEFERRABLE INITIALLY DEFERRED,
    roles integer NOT NULL,
    country text COLLATE "C" NOT NULL,
    event text NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (code, claim)
);
CREATE INDEX parties_country ON parties (country, claim, roles);

CREATE TABLE dyads (
    low text COLLATE "C" NOT NULL,
    high text COLLATE "C" NOT NULL,
    claim bigint NOT NULL REFERENCES claims DEFERRABLE INITIALLY DEFERRED,
    ways integer NOT NULL,
    event text NOT NULL,
    status text NOT NULL,
    period text COLLATE "C" NOT NULL,
    PRIMARY KEY (low, high, claim)
);

CREATE TABLE claim_words (key bigint PRIMARY KEY, words text[] NOT NULL);
CREATE INDEX claim_words_words ON claim_words USING gin (words);
CREATE TABLE report_words (key bigint PRIMARY KEY, words text[] NOT NULL);
CREATE INDEX report_words_words ON report_words USING gin (words);
CREATE TABLE vocabulary (word text COLLATE "C" PRIMARY KEY);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % rows are never changed or deleted', TG_TABLE_NAME;
END $$;
