-- What an order is marked with, by kind: scopes of posts ask about it (移送纪检监察). Most orders bear none, and the index leaves them out.
alter table work_order add column marks text[] not null default '{}';
update work_order set marks = array(select m->>'kind' from jsonb_array_elements(state->'marks') m) where jsonb_array_length(state->'marks') > 0;
create index work_order_marks on work_order using gin (marks) where marks <> '{}';
