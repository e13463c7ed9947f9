-- 运维: what the machine did for itself (backup, clearing out), once for each thing it is for, so that two processes do it once.
create table upkeep (
  centre_id text not null,
  kind text not null,
  key text not null,
  started_at timestamptz not null,
  lease_until timestamptz not null,
  ended_at timestamptz,
  ok boolean,
  detail jsonb not null,
  primary key (centre_id, kind, key)
);
create index upkeep_started on upkeep (centre_id, kind, started_at);

-- The HTTP request that a follow-up or timer goes back to, for the log.
alter table job add column cause text;
