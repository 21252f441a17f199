-- When each lease was last renewed, at whichever server, by the clock of the database; in milliseconds since 1970.
-- A row that is missing counts as renewed when that is noticed, so the table need not outlive a crash.
CREATE UNLOGGED TABLE lease_heartbeat (
  instance TEXT NOT NULL PRIMARY KEY,
  heard BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  applied BIGINT NOT NULL,
  report TEXT NOT NULL
);
CREATE INDEX lease_heartbeat_by_change ON lease_heartbeat (changed);
