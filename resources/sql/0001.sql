-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. Suits SQLite and PostgreSQL: ids and JSON are TEXT, moments are BIGINT (microseconds since 1970,
-- UTC; 0 = never), days are TEXT "2026-11-22", booleans are 0 and 1, enumerations are their nicks.

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,          -- "feed-epoch", "demo", "created-at"
  value TEXT NOT NULL
);

CREATE TABLE authorities (
  id         TEXT PRIMARY KEY,
  slug       TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  zone       TEXT NOT NULL,
  land       TEXT NOT NULL,
  street     TEXT,
  town       TEXT,
  email      TEXT,
  created_at BIGINT NOT NULL
);

-- Growing numbers that a transaction takes while it holds the row: "feed", "catalogue", "file-number-2026".
CREATE TABLE counters (
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  name         TEXT NOT NULL,
  value        BIGINT NOT NULL,
  PRIMARY KEY (authority_id, name)
);

CREATE TABLE teams (
  id           TEXT PRIMARY KEY,
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  UNIQUE (authority_id, kind, name)
);

CREATE TABLE people (
  id            TEXT PRIMARY KEY,
  user_name     TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  job           TEXT,              -- "Standesbeamtin"
  password      TEXT NOT NULL,     -- PHC string, Argon2id
  active        INTEGER NOT NULL DEFAULT 1,
  -- grows whenever memberships change: feeds must be rebuilt, live channels end
  membership_version BIGINT NOT NULL DEFAULT 1,
  created_at    BIGINT NOT NULL
);

-- Roles are data: named sets of permissions.
CREATE TABLE roles (
  id TEXT PRIMARY KEY              -- nick of AmtRole
);

CREATE TABLE role_permissions (
  role_id    TEXT NOT NULL REFERENCES roles (id),
  permission TEXT NOT NULL,        -- nick of AmtPermission
  PRIMARY KEY (role_id, permission)
);

CREATE TABLE memberships (
  person_id    TEXT NOT NULL REFERENCES people (id),
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  team_id      TEXT NOT NULL REFERENCES teams (id),
  role_id      TEXT NOT NULL REFERENCES roles (id),
  PRIMARY KEY (person_id, team_id, role_id)
);
CREATE INDEX memberships_by_team ON memberships (team_id);

-- Which certificate a person may sign with for an authority.
CREATE TABLE certificates (
  fingerprint   TEXT NOT NULL,     -- SHA-256 of the DER, hex
  person_id     TEXT NOT NULL REFERENCES people (id),
  authority_id  TEXT NOT NULL REFERENCES authorities (id),
  permission    TEXT NOT NULL,     -- the signing permission it serves: "sign-residents", …
  subject       TEXT NOT NULL,
  not_before    BIGINT NOT NULL,
  not_after     BIGINT NOT NULL,
  demo          INTEGER NOT NULL DEFAULT 0,
  registered_at BIGINT NOT NULL,
  revoked_at    BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (fingerprint, person_id, authority_id, permission)
);

-- Citizens (Nutzungskonto).
CREATE TABLE accounts (
  id         TEXT PRIMARY KEY,
  user_name  TEXT NOT NULL UNIQUE,
  password   TEXT NOT NULL,
  assurance  TEXT NOT NULL,        -- nick of AmtAssurance
  party      TEXT NOT NULL,        -- AmtParty without account_id
  name       TEXT NOT NULL,
  active     INTEGER NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
  token_hash   TEXT PRIMARY KEY,   -- SHA-256 of the token, hex
  kind         TEXT NOT NULL,      -- "staff", "citizen"
  person_id    TEXT REFERENCES people (id),
  account_id   TEXT REFERENCES accounts (id),
  device       TEXT,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Failed sign-ins by what is throttled: "staff:user", "citizen:user", "address:127.0.0.1".
CREATE TABLE sign_in_attempts (
  subject       TEXT PRIMARY KEY,
  failures      BIGINT NOT NULL,
  first_at      BIGINT NOT NULL,
  last_at       BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL DEFAULT 0
);

-- Answers to repeat, by actor, route and key; another body under the same key is refused.
CREATE TABLE idempotency (
  actor        TEXT NOT NULL,      -- "staff:<id>", "citizen:<id>"
  route        TEXT NOT NULL,      -- method and path
  key          TEXT NOT NULL,
  body_hash    TEXT NOT NULL,
  status       INTEGER NOT NULL,
  content_type TEXT NOT NULL,
  etag         TEXT,
  body         TEXT NOT NULL,
  at           BIGINT NOT NULL,
  PRIMARY KEY (actor, route, key)
);
CREATE INDEX idempotency_by_time ON idempotency (at);

-- The catalogue: a request keeps the version it was made under, so no row is ever changed.
CREATE TABLE services (
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  id           TEXT NOT NULL,
  version      BIGINT NOT NULL,
  valid_from   TEXT NOT NULL,
  valid_until  TEXT,
  json         TEXT NOT NULL,      -- AmtService
  PRIMARY KEY (authority_id, id, version)
);

CREATE TABLE requests (
  id              TEXT PRIMARY KEY,
  authority_id    TEXT NOT NULL REFERENCES authorities (id),
  team_id         TEXT NOT NULL REFERENCES teams (id),
  account_id      TEXT REFERENCES accounts (id),
  file_number     TEXT NOT NULL,
  version         BIGINT NOT NULL,
  content_version BIGINT NOT NULL,
  state           TEXT NOT NULL,
  channel         TEXT NOT NULL,
  service_id      TEXT NOT NULL,
  service_version BIGINT NOT NULL,
  received_on     TEXT NOT NULL,
  received_at     BIGINT NOT NULL,
  target_on       TEXT,
  statutory_on    TEXT,
  suspended_at    BIGINT NOT NULL DEFAULT 0,
  handler_id      TEXT REFERENCES people (id),
  drafter_id      TEXT REFERENCES people (id),
  approver_id     TEXT REFERENCES people (id),
  signer_id       TEXT REFERENCES people (id), -- to whom it was sent for signing; NULL: the team
  fee_cents       BIGINT NOT NULL,
  fee_basis       TEXT,
  exemption       TEXT,
  paid_cents      BIGINT NOT NULL DEFAULT 0,
  payment_reference TEXT,
  assurance       TEXT NOT NULL,
  follow_up_on    TEXT,
  follow_up_text  TEXT,
  follow_up_by    TEXT REFERENCES people (id),
  state_at        BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL,
  search_text     TEXT NOT NULL,   -- folded: file number, names
  summary         TEXT NOT NULL,   -- AmtSummary, as lists and the feed send it
  UNIQUE (authority_id, file_number)
);
CREATE INDEX requests_by_team ON requests (authority_id, team_id, state);
CREATE INDEX requests_by_age ON requests (authority_id, received_at, id);
CREATE INDEX requests_by_account ON requests (account_id, received_at);

-- What was asked, apart from the row that changes with every action. One row per content_version: an edit keeps
-- what was there before.
CREATE TABLE request_contents (
  request_id TEXT NOT NULL REFERENCES requests (id),
  version    BIGINT NOT NULL,
  variant    TEXT NOT NULL,
  carrier    TEXT NOT NULL,
  copies     BIGINT NOT NULL,
  applicant  TEXT NOT NULL,        -- AmtParty
  subject    TEXT,                 -- AmtParty
  form       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  PRIMARY KEY (request_id, version)
);

CREATE TABLE gates (
  request_id     TEXT NOT NULL REFERENCES requests (id),
  kind           TEXT NOT NULL,
  status         TEXT NOT NULL,
  judged_version BIGINT NOT NULL,
  evidence       TEXT,
  reason         TEXT,
  by_id          TEXT REFERENCES people (id),
  by_name        TEXT,
  at             BIGINT NOT NULL,
  PRIMARY KEY (request_id, kind)
);

CREATE TABLE extracts (
  request_id    TEXT NOT NULL REFERENCES requests (id),
  version       BIGINT NOT NULL,
  register_name TEXT NOT NULL,
  entry         TEXT NOT NULL,
  fields        TEXT NOT NULL,
  by_id         TEXT NOT NULL REFERENCES people (id),
  by_name       TEXT NOT NULL,
  at            BIGINT NOT NULL,
  PRIMARY KEY (request_id, version)
);

-- The bytes lie in the data directory under the row's id.
CREATE TABLE attachments (
  id         TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES requests (id),
  name       TEXT NOT NULL,
  type       TEXT NOT NULL,
  size       BIGINT NOT NULL,
  sha256     TEXT NOT NULL,
  by_id      TEXT REFERENCES people (id),
  by_name    TEXT,                 -- NULL: the citizen
  at         BIGINT NOT NULL
);
CREATE INDEX attachments_by_request ON attachments (request_id);

CREATE TABLE notes (
  id         TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES requests (id),
  text       TEXT NOT NULL,
  by_id      TEXT NOT NULL REFERENCES people (id),
  by_name    TEXT NOT NULL,
  at         BIGINT NOT NULL
);
CREATE INDEX notes_by_request ON notes (request_id);

CREATE TABLE notices (
  id         TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES requests (id),
  kind       TEXT NOT NULL,        -- "ask", "answer", "rejection", "issued"
  text       TEXT NOT NULL,
  fields     TEXT NOT NULL,        -- JSON array
  by_id      TEXT REFERENCES people (id),
  by_name    TEXT,                 -- NULL: the citizen
  at         BIGINT NOT NULL
);
CREATE INDEX notices_by_request ON notices (request_id);

-- Exact bytes waiting for a signature; the bytes lie in the data directory.
CREATE TABLE drafts (
  id              TEXT PRIMARY KEY,
  request_id      TEXT NOT NULL REFERENCES requests (id),
  kind            TEXT NOT NULL,
  carrier         TEXT NOT NULL,
  title           TEXT NOT NULL,
  sha256          TEXT NOT NULL,
  size            BIGINT NOT NULL,
  content_version BIGINT NOT NULL,
  extract_version BIGINT NOT NULL,
  template_id     TEXT NOT NULL,
  template_hash   TEXT NOT NULL,
  reason          TEXT,
  signer_id       TEXT NOT NULL REFERENCES people (id),
  signer_name     TEXT NOT NULL,
  at              BIGINT NOT NULL
);
CREATE INDEX drafts_by_request ON drafts (request_id);

CREATE TABLE documents (
  id              TEXT PRIMARY KEY,
  request_id      TEXT NOT NULL REFERENCES requests (id),
  draft_id        TEXT NOT NULL,
  kind            TEXT NOT NULL,
  carrier         TEXT NOT NULL,
  title           TEXT NOT NULL,
  sha256          TEXT NOT NULL,
  size            BIGINT NOT NULL,
  signer_id       TEXT NOT NULL REFERENCES people (id),
  signer_name     TEXT NOT NULL,
  signature_level TEXT NOT NULL,
  certificate     TEXT,            -- fingerprint
  demo            INTEGER NOT NULL,
  content_version BIGINT NOT NULL,
  extract_version BIGINT NOT NULL,
  issued_at       BIGINT NOT NULL
);
CREATE INDEX documents_by_request ON documents (request_id);

CREATE TABLE deliveries (
  document_id  TEXT PRIMARY KEY REFERENCES documents (id),
  status       TEXT NOT NULL,
  sheet_number TEXT,
  notified_on  TEXT,
  at           BIGINT NOT NULL
);

-- Append-only. The chain covers ids and salted hashes of payloads, so that a payload can be deleted and it still holds.
CREATE TABLE journal (
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  number       BIGINT NOT NULL,
  request_id   TEXT,
  action       TEXT NOT NULL,
  by_kind      TEXT NOT NULL,      -- "staff", "citizen", "server"
  by_id        TEXT,
  at           BIGINT NOT NULL,
  payload_hash TEXT NOT NULL,      -- SHA-256 of salt and payload, hex
  hash         TEXT NOT NULL,      -- SHA-256 over the link before and this row, hex
  PRIMARY KEY (authority_id, number)
);
CREATE INDEX journal_by_request ON journal (request_id, number);

CREATE TABLE journal_payloads (
  authority_id TEXT NOT NULL,
  number       BIGINT NOT NULL,
  salt         TEXT NOT NULL,
  by_name      TEXT,
  text         TEXT,
  payload      TEXT,               -- JSON, for machines
  from_state   TEXT,
  to_state     TEXT,
  PRIMARY KEY (authority_id, number)
);

-- Payloads may be deleted, links may not.
CREATE TRIGGER journal_keep_rows BEFORE DELETE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal only grows');
END;
CREATE TRIGGER journal_keep_links BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal only grows');
END;

-- What changed for whom. The object itself is read in its present state (requests.summary).
CREATE TABLE feed (
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  seq          BIGINT NOT NULL,
  request_id   TEXT NOT NULL,
  team_id      TEXT NOT NULL,      -- the audience
  kind         TEXT NOT NULL,      -- "request", "gone"
  by_name      TEXT,
  action       TEXT,
  at           BIGINT NOT NULL,
  PRIMARY KEY (authority_id, seq)
);
CREATE INDEX feed_by_request ON feed (request_id, seq);
