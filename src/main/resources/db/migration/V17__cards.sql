-- Cards for programs: who holds an account, the keys of what a program asked for, the sealed numbers of
-- cards that were given out, and top-ups.

-- The program's own name for the holder; never a person's name.
alter table card_account add column holder text;

-- One row for each key under which a program asked for a card or a change of one. The answer holds no
-- number.
create table card_key (
  id           text primary key,                   -- tenant/key
  fingerprint  text not null,
  card_id      text,
  answer       text,                               -- JSON; null only within the transaction
  at           timestamptz not null
);
create index card_key_at on card_key (at);

-- The numbers of cards that were given out here, until whoever makes the cards has them.
create table card_number (
  card_id     text primary key references card (id),
  key_id      text not null,
  sealed      bytea not null,
  keep_until  timestamptz not null
);
create index card_number_keep on card_number (keep_until);

-- One row for each top-up, written before its charge; what was charged is credited once.
create table card_top_up (
  id            text primary key,                  -- top_…
  claim         text not null unique,              -- tenant/key, which the charge claims too
  tenant        text not null,
  fingerprint   text not null,
  claimed_as    text not null,                     -- the fingerprint that the charge claims it with
  card_id       text not null,
  account_id    text not null,
  minor         bigint not null check (minor > 0),
  currency      text not null,
  state         text not null,                     -- pending, credited; or why nothing was credited
  payment_id    text,
  credited_minor bigint,
  route         text not null,
  route_set     text not null,
  trace_id      text not null,
  tries         int not null default 0,
  due_at        timestamptz not null,
  at            timestamptz not null,
  changed_at    timestamptz not null
);
create index card_top_up_due on card_top_up (due_at) where state = 'pending';
