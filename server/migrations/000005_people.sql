-- 人员: the unit a person works for, the second factor with its last used step (a code is good once), what he owes before he may work.
alter table person add column unit text;
update person p set unit = (select h.unit from post_held h where h.centre_id = p.centre_id and h.user_id = p.user_id order by h.from_at limit 1);
alter table person
  add column must_change boolean not null default false,
  add column factor_pending text,
  add column factor_step bigint,
  add column factor_demanded boolean not null default false,
  add column last_login timestamptz;
create index person_unit on person (centre_id, unit);
create index post_held_stand_in on post_held (centre_id, stand_in) where stand_in is not null;
create index assignment_handler on assignment (centre_id, handler) where handler is not null and live;
create index work_order_holder on work_order (centre_id, holder) where holder is not null;
create index audit_kind on audit (centre_id, kind, at);

-- 保存的查询: the address part of a search, by person.
create table saved_filter (
  centre_id text not null,
  filter_id uuid not null,
  user_id uuid not null,
  page text not null,
  label text not null,
  query text not null,
  created_at timestamptz not null,
  primary key (centre_id, filter_id)
);
create index saved_filter_user on saved_filter (centre_id, user_id, page);

-- 无答案: the task that an entry answers.
alter table knowledge add column task_id uuid;
create index knowledge_task on knowledge (centre_id, task_id) where task_id is not null;
