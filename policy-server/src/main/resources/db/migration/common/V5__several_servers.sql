-- What several servers on one store share. The row with id 3 of table revision counts the records of the audit log.
INSERT INTO revision (id, value) SELECT 3, COALESCE(MAX(seq), 0) FROM audit;

-- Deletions by age, for dropping the history of names that are gone.
CREATE INDEX resource_change_deletion ON resource_change (at) WHERE type = 'DELETE';

-- Secrets, sealed with AES-256-GCM under a key that is derived from a secret kept elsewhere; in hex, but for open_part.
CREATE TABLE sealed (
  name TEXT NOT NULL PRIMARY KEY,
  open_part TEXT NOT NULL,
  salt TEXT NOT NULL,
  iterations BIGINT NOT NULL,
  nonce TEXT NOT NULL,
  content TEXT NOT NULL
);
