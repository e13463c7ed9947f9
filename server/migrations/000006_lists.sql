-- Lists at the size of years: columns in place of a look into the state, and indexes in the order in which the lists are read.
alter table work_order add column channel text;
update work_order set channel = state->>'channel';
alter table work_order alter column channel set not null;

alter table service_request add column answer_due timestamptz;
update service_request set answer_due = to_timestamp((state->'answerBy'->>'due')::bigint / 1000.0);

-- 退单/延期结果: when the level above last answered. 待签批: answered and not signed.
alter table assignment add column ruled_at timestamptz, add column to_approve boolean not null default false;
update assignment a set
  ruled_at = to_timestamp((select max(x::text::bigint) from jsonb_path_query(t.state, '$.assignments[*] ? (@.no == $no).*[*].ruled.at', jsonb_build_object('no', a.no)) x) / 1000.0),
  to_approve = coalesce(jsonb_path_exists(t.state, '$.assignments[*] ? (@.no == $no && @.signing != "none" && (@.stage == "signing" || (@.feedbackFirst == true && (@.stage == "submitted" || @.stage == "waiting" || @.stage == "accepted")))).replies[last] ? (!exists(@.approval))', jsonb_build_object('no', a.no)), false)
  from work_order t where t.centre_id = a.centre_id and t.id = a.order_id;

drop index work_order_opened;
create index work_order_opened on work_order (centre_id, opened_at, id);
create index work_order_accepted on work_order (centre_id, accepted_at, id);
create index work_order_pending on work_order (centre_id, due_at) where pending <> '{}';

drop index service_request_registered;
create index service_request_registered on service_request (centre_id, registered_at, id);
create index service_request_counted on service_request (centre_id, coalesce(accepted_at, registered_at), id);
create index service_request_due on service_request (centre_id, coalesce(answer_due, 'infinity'::timestamptz), id);

drop index assignment_unit;
drop index assignment_parent;
create index assignment_below on assignment (centre_id, parent_unit, close_due);
create index assignment_below_live on assignment (centre_id, parent_unit) where live;
create index assignment_live on assignment (centre_id, unit, close_due) where live;
create index assignment_due on assignment (centre_id, unit, coalesce(close_due, 'infinity'::timestamptz), order_id);
create index assignment_to_approve on assignment (centre_id, unit) where to_approve;
create index assignment_ruled on assignment (centre_id, unit, ruled_at) where ruled_at is not null;

create index visit_done on visit (centre_id, stage, coalesce(done_at, 'infinity'::timestamptz), id) include (unit, confidential, awaits_review);
create index contact_number on contact (centre_id, number_digest, started_at) where number_digest is not null;

-- 签批审计: the month's answers.
create index event_replied on event (centre_id, recorded_at) where noun = 'order' and type = 'replied';

-- Follow-ups of one statement are carried out in the order in which they were asked for.
alter table job add column job_id bigint generated always as identity;
drop index job_due;
create index job_due on job (centre_id, due_at, job_id) where attempts < 12;
