-- A list of cases begins with the one that changed last. The index has the day of the change and not its millisecond:
-- the day is the same from turn to turn, so no index is touched when a case goes on, which costs a server much. The
-- cases of a day are put in order when they are listed.

alter table cases add column changed_day bigint not null default 0;

update cases set changed_day = changed_at / 86400000;

drop index cases_by_change;

create index cases_by_day on cases (changed_day desc);
