-- 哈希链: the keyed hash of an event over the one before it in its stream (server/src/seal/chain.ts). Null only until the events of an older
-- version are adopted, at the first start after the upgrade. `xact` finds what is not sealed yet: the transaction that wrote the row.
alter table event add column hash bytea, add column xact xid8 not null default pg_current_xact_id();
create index event_xact on event (centre_id, xact);
