-- Room on each page, so that a case that goes on stays on its own ("heap-only tuples").

alter table cases set (fillfactor = 60);

-- A turn is written in one statement with the row of its case and only if that row is there, so the key would look for
-- it a second time, and lock it a second time. `lotse store check` counts turns without a case instead.

alter table turns drop constraint turns_case_number_fkey;
