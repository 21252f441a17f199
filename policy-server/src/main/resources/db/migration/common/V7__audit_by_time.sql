-- Records of the audit log by age, for dropping old ones.
CREATE INDEX audit_by_time ON audit (at);
