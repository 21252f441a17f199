-- Portable SQL: TEXT and BIGINT only; times are milliseconds since 1970, UTC.
CREATE TABLE revision (
  id BIGINT NOT NULL PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO revision (id, value) VALUES (1, 0);

CREATE TABLE resource (
  api_group TEXT NOT NULL,
  kind TEXT NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  resource_version BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  body TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (api_group, kind, namespace, name)
);

CREATE TABLE join_token (
  id TEXT NOT NULL PRIMARY KEY,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  service_account TEXT NOT NULL,
  secret_sha256 TEXT NOT NULL,
  uses BIGINT NOT NULL,
  uses_left BIGINT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  resource_version BIGINT NOT NULL,
  UNIQUE (namespace, name)
);

CREATE TABLE lease (
  instance TEXT NOT NULL PRIMARY KEY,
  spiffe_id TEXT NOT NULL,
  revision BIGINT NOT NULL,
  body TEXT NOT NULL
);

CREATE TABLE audit (
  seq BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  from_revision BIGINT,
  to_revision BIGINT
);
CREATE INDEX audit_by_action ON audit (action, seq);
