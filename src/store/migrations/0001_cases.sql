-- Cases, their turns, what is private, the trees that they walk, and what is still to be sent.
-- Times are milliseconds since the beginning of 1970, UTC. One text for SQLite and PostgreSQL: ids compare by bytes.

create table cases (
    number text collate "C" primary key,
    tree text collate "C" not null,
    walked text collate "C" not null,
    version text collate "C" not null,
    state text collate "C" not null,
    owner text collate "C",
    holder text collate "C",
    agent text collate "C",
    channel text collate "C" not null,
    lang text collate "C" not null,
    voice text collate "C" not null,
    last_turn bigint not null,
    began_at bigint not null,
    changed_at bigint not null,
    spent_ms bigint not null,
    reopened bigint not null,
    erased_at bigint,
    ended_at bigint,
    ended_as text collate "C",
    ended_tree text collate "C",
    ended_step text collate "C",
    causes text collate "C",
    role text collate "C",
    urgency text collate "C",
    wanted bigint not null,
    -- What is searched, folded: number and tree, and what follows from the turns.
    named text collate "C" not null,
    words text collate "C" not null,
    -- Who wrote it, so that a lost connection does not double anything.
    token text collate "C" not null
);

-- The only one beside the key: every turn changes the row of its case, and with it every index.
create index cases_by_change on cases (changed_at desc, number);

create table turns (
    case_number text collate "C" not null references cases (number),
    turn bigint not null,
    at bigint not null,
    spent_ms bigint not null,
    agent text collate "C",
    channel text collate "C" not null,
    lang text collate "C" not null,
    kind text collate "C" not null,
    tree text collate "C",
    step text collate "C",
    answer text collate "C",
    is_private bigint not null,
    body text collate "C" not null,
    -- What the person said that is not private, folded.
    words text collate "C",
    token text collate "C" not null,
    primary key (case_number, turn)
);

create index turns_by_step on turns (tree, step, kind, answer);

-- What people must be able to have erased, apart from what is counted.
create table private_turns (
    case_number text collate "C" not null,
    turn bigint not null,
    body text collate "C" not null,
    words text collate "C",
    primary key (case_number, turn),
    foreign key (case_number, turn) references turns (case_number, turn)
);

-- The trees with which a case began, by the hash of their contents.
create table files (
    hash text collate "C" primary key,
    content text collate "C" not null
);

create table versions (
    hash text collate "C" primary key,
    manifest text collate "C" not null,
    kept_at bigint not null
);

-- What is to be sent; in the same transaction as the turn that caused it.
create table outbox (
    message text collate "C" primary key,
    case_number text collate "C" not null references cases (number),
    place bigint not null,
    target text collate "C" not null,
    body text collate "C" not null,
    state text collate "C" not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts bigint not null,
    leased_until bigint,
    problem text collate "C",
    delivered_at bigint,
    unique (case_number, place)
);

create index outbox_by_due on outbox (state, due_at);
