-- What stands beside the journal is proven as well: a keyed hash of each row (server/src/seal/records.ts), null only until it is adopted.
alter table audit add column hash bytea, add column xact xid8 not null default pg_current_xact_id();
create index audit_xact on audit (centre_id, xact);
alter table attachment add column hash bytea, add column xact xid8 not null default pg_current_xact_id();
create index attachment_xact on attachment (centre_id, xact);
alter table request_photo add column hash bytea, add column xact xid8 not null default pg_current_xact_id();
create index request_photo_xact on request_photo (centre_id, xact);
alter table pack add column hash bytea, add column xact xid8 not null default pg_current_xact_id();

-- 附件的新版本: replaces nothing but stands beside what it replaces.
alter table attachment add column version integer not null default 1, add column replaces uuid;
create unique index attachment_replaces on attachment (centre_id, replaces) where replaces is not null;

-- 封存: what was written, in gapless numbers, some thousands a row. `members` names them (server/src/seal/members.ts); the hash is taken over
-- the batch before, the members and their own hashes; signed (SM2), so that it is proven to others by the public key.
create table seal_batch (
  centre_id text not null references centre,
  batch integer not null,
  first bigint not null,
  count integer not null,
  members bytea not null,
  at timestamptz not null,
  hash text not null,
  key_id text not null,
  signature text not null,
  primary key (centre_id, batch)
);
alter table seal_batch alter column members set storage external;

-- The last batch, and the transaction before which everything is sealed. One row a centre; its lock is the sealer's lease.
create table seal_head (
  centre_id text not null references centre,
  batch integer not null,
  seal bigint not null,
  hash text not null,
  horizon xid8 not null,
  primary key (centre_id)
);

-- 审计校验: what was looked at and what was found.
create table verification (
  centre_id text not null references centre,
  run_id uuid not null,
  asked_at timestamptz not null,
  asked_by text not null,
  since bigint,
  started_at timestamptz,
  ended_at timestamptz,
  lease_until timestamptz,
  upto bigint,
  progress jsonb not null default '{}',
  found integer,
  findings jsonb,
  failed text,
  primary key (centre_id, run_id)
);
create index verification_asked on verification (centre_id, asked_at);
