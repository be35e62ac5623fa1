-- Figures on steps and answers are counted from one index alone, without the turns themselves.

drop index turns_by_step;

create index turns_by_step on turns
    (tree, step, kind, answer, case_number, spent_ms, agent, lang, channel, at);
