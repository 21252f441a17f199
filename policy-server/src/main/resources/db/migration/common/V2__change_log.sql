-- Every change of a resource, in order: what watches and other servers catch up by, and the history of each resource.
-- The row with id 2 of table revision holds the revision up to which changes may have been dropped.
ALTER TABLE resource ADD COLUMN content_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE resource ADD COLUMN secret_sha256 TEXT;
UPDATE resource SET content_version = resource_version;
ALTER TABLE resource DROP COLUMN updated;

CREATE TABLE resource_change (
  revision BIGINT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  author TEXT NOT NULL,
  at BIGINT NOT NULL,
  api_group TEXT NOT NULL,
  kind TEXT NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  resource_version BIGINT NOT NULL,
  content_version BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  created BIGINT NOT NULL,
  secret_sha256 TEXT,
  body TEXT NOT NULL
);
CREATE INDEX resource_change_by_key ON resource_change (api_group, kind, namespace, name, revision);

INSERT INTO revision (id, value) SELECT 2, value FROM revision WHERE id = 1;
