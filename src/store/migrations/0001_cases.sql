-- Cases, their turns, what is private, the trees that they walk, and what is still to be sent.
-- Times are milliseconds since the beginning of 1970, UTC. One text for SQLite and PostgreSQL.

create table cases (
    number text primary key,
    tree text not null,
    walked text not null,
    version text not null,
    state text not null,
    owner text,
    holder text,
    agent text,
    channel text not null,
    lang text not null,
    voice text not null,
    last_turn bigint not null,
    began_at bigint not null,
    changed_at bigint not null,
    spent_ms bigint not null,
    reopened bigint not null,
    erased_at bigint,
    ended_at bigint,
    ended_as text,
    ended_tree text,
    ended_step text,
    causes text,
    role text,
    urgency text,
    wanted bigint not null
);

create index cases_by_change on cases (changed_at);
create index cases_by_state on cases (state, changed_at);
create index cases_by_tree on cases (tree, began_at);

create table turns (
    case_number text not null references cases (number),
    turn bigint not null,
    at bigint not null,
    spent_ms bigint not null,
    agent text,
    channel text not null,
    lang text not null,
    kind text not null,
    tree text,
    step text,
    answer text,
    is_private bigint not null,
    body text not null,
    primary key (case_number, turn)
);

create index turns_by_step on turns (tree, step, kind, answer);

-- What people must be able to have erased, apart from what is counted.
create table private_turns (
    case_number text not null,
    turn bigint not null,
    body text not null,
    primary key (case_number, turn),
    foreign key (case_number, turn) references turns (case_number, turn)
);

-- The trees with which a case began, by the hash of their contents.
create table files (
    hash text primary key,
    content text not null
);

create table versions (
    hash text primary key,
    manifest text not null,
    kept_at bigint not null
);

-- What is to be sent; in the same transaction as the turn that caused it.
create table outbox (
    message text primary key,
    case_number text not null references cases (number),
    place bigint not null,
    target text not null,
    body text not null,
    state text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts bigint not null,
    leased_until bigint,
    problem text,
    delivered_at bigint,
    unique (case_number, place)
);

create index outbox_by_due on outbox (state, due_at);
