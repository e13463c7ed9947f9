-- Lists sorted by what a page offers, over all years, and tasks found by their words: no list reads a table from end to end.
create index work_order_due on work_order (centre_id, coalesce(due_at, 'infinity'::timestamptz), id);
create index work_order_closed on work_order (centre_id, coalesce(closed_at, 'infinity'::timestamptz), id);
create index service_request_closed on service_request (centre_id, coalesce(closed_at, 'infinity'::timestamptz), id);

-- 驳回原因: the codes for which an answer was sent back. What was sent back before reasons were coded has none.
alter table work_order add column sent_back text[] not null default '{}';
create index work_order_sent_back on work_order using gin (sent_back) where sent_back <> '{}';

alter table task add column ended_at timestamptz, add column search tsvector;
update task set ended_at = to_timestamp((state->>'endedAt')::bigint / 1000.0);
-- As packages/text/bigram.ts: words of Latin letters and digits whole, two neighbouring characters each.
update task t set search = (
  select to_tsvector('simple', string_agg(case when unit ~ '^[a-z0-9]' or next is null or next ~ '^[a-z0-9]' then unit else unit || next end, ' ' order by n))
  from (select unit, n, lead(unit) over (order by n) as next
    from (select m[1] as unit, n from regexp_matches(lower(normalize(v.body, NFKC)), '[a-z0-9]+|[\u3400-\u9fff\U00020000-\U0003ffff]', 'g') with ordinality as x (m, n)) units) pairs)
  from text_value v where v.centre_id = t.centre_id and v.text_id = (t.state->'what'->>'id')::uuid and v.body is not null;
create index task_search on task using gin (search);
create index task_due on task (centre_id, stage, coalesce(due_at, 'infinity'::timestamptz), id);
create index task_ended on task (centre_id, stage, coalesce(ended_at, 'infinity'::timestamptz), id);
create index task_about on task (centre_id, (state->'about'->>'id'));
