-- 填充 (huying seed): what a centre is being filled with and which indexes are put aside meanwhile, until it is done; and the days that are.
-- A filling that was broken off is found here and goes on with the next day.
create table seeding (
  centre_id text not null references centre,
  plan jsonb not null,
  indexes text[] not null default '{}',
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (centre_id)
);
create table seeded_day (
  centre_id text not null,
  day date not null,
  orders integer not null,
  primary key (centre_id, day),
  foreign key (centre_id) references seeding
);
