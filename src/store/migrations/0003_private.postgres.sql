-- ANALYZE keeps values of the columns, to plan by; of what can be private it keeps none. A change of the type, even to
-- the same one, forgets those that it has kept already.

alter table private_turns
    alter column body type text collate "C", alter column body set statistics 0,
    alter column words type text collate "C", alter column words set statistics 0;

alter table outbox
    alter column body type text collate "C", alter column body set statistics 0,
    alter column problem type text collate "C", alter column problem set statistics 0;
