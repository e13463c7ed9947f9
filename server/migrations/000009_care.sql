-- 重算时限: an arrangement of days off was published; how many open orders and requests had deadlines that hung on its year. What is
-- left of them stands in `job`, under the key recalculate:<version>:….
create table recalculation (
  centre_id text not null,
  version integer not null,
  years text[] not null,
  at timestamptz not null,
  by text not null,
  orders integer not null,
  requests integer not null,
  primary key (centre_id, version)
);
