-- 填充: who acted in the days that are written, by their ids, so that a filling that was broken off still knows them when it is done.
alter table seeding add column staff jsonb not null default '{}';
