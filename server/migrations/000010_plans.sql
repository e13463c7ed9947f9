-- Lists at a million rows: an index for every order a list may be read in and for every rare thing it may be narrowed to, and columns
-- for what reports look for in a whole month (measured by `npm run bench -- lists`).

-- 事项统计 and 即时答复率 read the month's requests without their states. cites: answered at once, with a 口径 quoted; null: not at once.
alter table service_request add column version integer, add column reported_as text, add column cites boolean;
update service_request set
  version = (state->>'version')::int,
  reported_as = state->>'reportedAs',
  cites = case when state->'answer' is not null then jsonb_array_length(coalesce(state->'answer'->'knowledge', '[]')) > 0 end;
alter table service_request alter column version set not null, alter column reported_as set not null;

-- What few orders are, as columns: an index that looks into the state would be written anew with every step of every order.
alter table work_order add column ever_members integer, add column praise boolean, add column unreasonable text, add column escalated boolean;
update work_order set
  ever_members = jsonb_array_length(state->'members'),
  praise = (state->>'praise')::boolean,
  unreasonable = case when state->'unreasonable' is null then null when state->'unreasonable'->'ruled' is null then 'asked'
    when (state->'unreasonable'->'ruled'->>'granted')::boolean then 'granted' else 'declined' end,
  escalated = state @> '{"alarms": [{"to": "head"}]}';
alter table work_order alter column ever_members set not null, alter column praise set not null, alter column escalated set not null;

-- 明细: the figures a row adds to (packages/core/measure), so that a look behind one opens no others. Null: not written since; opened.
alter table service_request add column figures text[];
alter table work_order add column figures text[];

-- 退单: whether the unit ever asked to give it back. 签批: how its answers are signed. 临期: from when the clock that runs is near.
alter table assignment add column returned boolean not null default false, add column signing text, add column near_at timestamptz;
update assignment a set returned = jsonb_array_length(share->'returns') > 0, signing = share->>'signing',
    near_at = case when not clock ?| array['pausedAt', 'stoppedAt'] then least(
      a.close_due - (clock->'limit'->>'amount')::float8 * 0.2 * ('1 ' || case clock->'limit'->>'unit' when 'workday' then 'day' when 'workhour' then 'hour'
        else clock->'limit'->>'unit' end)::interval,
      case when clock->'limit'->>'unit' in ('day', 'workday') then date_trunc('day', a.close_due, 'Asia/Shanghai') end) end
  from (select t.centre_id, t.id, (share->>'no')::int as no, share, coalesce(share->'clocks'->'redo', share->'clocks'->'close', share->'clocks'->'internal') as clock
    from work_order t, jsonb_array_elements(t.state->'assignments') share) s
  where s.centre_id = a.centre_id and s.id = a.order_id and s.no = a.no;
alter table assignment alter column signing set not null;

-- 综合查询 by matter and by place: a rare one is found at once, a common one by the order of the list.
create index work_order_matter on work_order using gin (category_path);
create index service_request_matter on service_request using gin (category_path);
create index work_order_region on work_order (centre_id, region text_pattern_ops, accepted_at);
create index service_request_region on service_request (centre_id, region text_pattern_ops, registered_at);

-- Few among many, each with an index of its own: 在办 by what falls due first, 升级提醒, 无理诉求认定待审, 表扬台账, 无理诉求认定台账.
create index work_order_running on work_order (centre_id, coalesce(due_at, 'infinity'::timestamptz), id)
  where stage in ('pooled', 'dispatched', 'working', 'reviewing', 'visiting');
create index work_order_escalated on work_order (centre_id) where escalated and stage in ('pooled', 'dispatched', 'working', 'reviewing', 'visiting');
create index work_order_claimed on work_order (centre_id)
  where unreasonable = 'asked' and stage in ('pooled', 'dispatched', 'working', 'reviewing', 'visiting');
create index work_order_praise on work_order (centre_id, accepted_at, id) where praise;
create index work_order_unreasonable on work_order (centre_id, accepted_at, id) where unreasonable is not null;

-- 签批审计: every step of an answer, without the rest of the journal.
create index event_answer on event (centre_id, stream, seq)
  where noun = 'order' and type in ('replied', 'approved', 'submitted', 'unsubmitted', 'sent_back', 'accepted');

-- 审计记录 of one person.
create index audit_actor on audit (centre_id, actor, at);

-- 即时答复率, 退单.
create index service_request_consult on service_request (centre_id, coalesce(accepted_at, registered_at), id) include (cites, stage)
  where reported_as = 'consult';

-- 办理工作台: the month of one unit, by when work came and when it was done.
create index assignment_sent on assignment (centre_id, unit, sent_at);
create index assignment_finished on assignment (centre_id, unit, finished_at);

-- 明细: what was due in a month, and the few orders that count on the day of another of their requests.
create index assignment_lead_due on assignment (centre_id, close_due) where role = 'lead';
create index work_order_astray on work_order (centre_id, accepted_at) where ever_members > 1;
