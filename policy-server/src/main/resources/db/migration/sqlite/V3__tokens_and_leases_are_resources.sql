-- Join tokens and leases used to have tables of their own; only SQLite stores ever had them filled.
INSERT INTO resource (api_group, kind, namespace, name, uid, resource_version, content_version, generation, created,
  secret_sha256, body)
SELECT 'weft.dev', 'JoinToken', namespace, name, uid, resource_version, resource_version, 1, created, secret_sha256,
  json_object(
    'apiVersion', 'weft.dev/v1',
    'kind', 'JoinToken',
    'metadata', json_object('name', name, 'namespace', namespace, 'uid', uid, 'resourceVersion',
      CAST(resource_version AS TEXT), 'generation', 1,
      'creationTimestamp', strftime('%Y-%m-%dT%H:%M:%SZ', created / 1000, 'unixepoch')),
    'spec', json_object('serviceAccount', service_account, 'ttl', ((expires - created) / 1000) || 's', 'uses', uses),
    'status', json_object('id', id, 'usesLeft', uses_left,
      'expires', strftime('%Y-%m-%dT%H:%M:%SZ', expires / 1000, 'unixepoch')))
FROM join_token;

INSERT INTO resource (api_group, kind, namespace, name, uid, resource_version, content_version, generation, created,
  secret_sha256, body)
SELECT 'weft.dev', 'Workload', ns, instance, instance, revision, revision, 1, 0, NULL,
  json_object(
    'apiVersion', 'weft.dev/v1',
    'kind', 'Workload',
    'metadata', json_object('name', instance, 'namespace', ns, 'uid', instance, 'resourceVersion',
      CAST(revision AS TEXT), 'generation', 1, 'creationTimestamp', '1970-01-01T00:00:00Z',
      'labels', json(json_extract(body, '$.labels'))),
    'spec', json_object('serviceAccount', sa, 'spiffeId', spiffe_id, 'host', json_extract(body, '$.host'),
      'listeners', (SELECT json_group_array(json_object('address', json_extract(value, '$.address'),
        'port', json_extract(value, '$.port'))) FROM json_each(lease_body, '$.places'))))
FROM (SELECT instance, spiffe_id, revision, body, body AS lease_body,
  substr(path, 1, instr(path, '/sa/') - 1) AS ns, substr(path, instr(path, '/sa/') + 4) AS sa
  FROM (SELECT *, substr(spiffe_id, instr(spiffe_id, '/ns/') + 4) AS path FROM lease));
