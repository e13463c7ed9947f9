-- 通报 of weeks, quarters, years and any days: an edition has a period in place of a month, in its row as in its state.

alter table edition rename column month to period;
alter index edition_month rename to edition_period;
update edition set state = (state - 'month') || jsonb_build_object('period', period) where state ? 'month';
