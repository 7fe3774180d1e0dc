-- The issuer processor: accounts, their cards, holds, the keys of what was asked, and the history.
-- Only the issuing room writes here.

-- What is spent, held and used is decided under this row's lock, and nowhere else.
create table card_account (
  id                text primary key,
  tenant            text not null,
  program           text not null,
  currency          text not null,
  balance_minor     bigint not null default 0,
  credit_line_minor bigint not null default 0 check (credit_line_minor >= 0),
  held_minor        bigint not null default 0 check (held_minor >= 0),
  seq               bigint not null default 0,     -- of the latest event
  usage             text not null default '{}',
  created_at        timestamptz not null,
  updated_at        timestamptz not null
) with (fillfactor = 70);

create table card (
  id           text primary key,
  account_id   text not null references card_account (id),
  tenant       text not null,
  token        text not null unique,               -- keyed hash of the number
  bin          text not null,
  last_four    text not null,
  expiry       text not null,                      -- YYYY-MM, the last month in which it may be used
  status       text not null,
  replaced_by  text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
) with (fillfactor = 80);
create index card_account_id on card (account_id);

create table card_hold (
  id               text primary key,
  account_id       text not null,
  card_id          text not null,
  tenant           text not null,
  request_key      text not null,                  -- tenant/key of the authorization that made it
  authorized_minor bigint not null,
  held_minor       bigint not null check (held_minor >= 0),
  cleared_minor    bigint not null default 0,
  reversed_minor   bigint not null default 0,
  state            text not null,                  -- open, cleared, reversed, expired
  approval_code    text not null,
  rrn              text,
  merchant         text not null,                  -- JSON: id, terminal, category, country
  at               timestamptz not null,
  expires_at       timestamptz not null,
  estimated        boolean not null,
  stand_in         boolean not null,
  check (state = 'open' or held_minor = 0)
) with (fillfactor = 80);
create unique index card_hold_request on card_hold (request_key);
create index card_hold_account on card_hold (account_id, approval_code);
create index card_hold_due on card_hold (expires_at) where state = 'open';

-- One row for each key that was asked; never changed. A reversal that comes before what it reverses
-- claims that key too, so that the late one is refused.
create table card_claim (
  id           text primary key,                   -- tenant/key
  account_id   text,                               -- null where the card is unknown
  fingerprint  text not null,
  decision     text not null,                      -- JSON, what was answered
  commit_id    text not null,
  at           timestamptz not null
);

-- The history; never changed. xid says what is complete, as in the journal, for whoever publishes it.
create table card_event (
  account_id       text not null,
  seq              bigint not null,
  at               timestamptz not null,
  epoch            int not null,
  xid              xid8 not null default pg_current_xact_id(),
  commit_id        text not null,
  tenant           text not null,
  kind             text not null,
  card_id          text,
  hold_id          text,
  request_key      text,
  amount_minor     bigint not null,
  posted_minor     bigint not null,
  held_minor       bigint not null,
  balance_minor    bigint not null,
  held_after_minor bigint not null,
  currency         text not null,
  response_code    text,
  reason           text not null,
  merchant         text,                           -- JSON
  payment_id       text,
  route_set        text not null,
  trace_id         text not null,
  business_date    date not null,
  primary key (account_id, seq, at)
) partition by range (at);
create index card_event_xid on card_event (epoch, xid);
create index card_event_card on card_event (card_id, seq);
create table card_event_default partition of card_event default;

-- What moved money, as transfers like those of the ledger. Holds post nothing.
create table card_ledger (
  account_id    text not null,
  seq           bigint not null,                   -- the event
  posting       int not null,                      -- from 1 within the event
  at            timestamptz not null,
  debit         text not null,
  credit        text not null,
  kind          text not null,
  currency      text not null,
  minor         bigint not null check (minor > 0),
  tenant        text not null,
  business_date date not null,
  primary key (account_id, seq, posting, at),
  check (debit <> credit)
) partition by range (at);
create table card_ledger_default partition of card_ledger default;

-- Creates the partitions of a month, if they are not there.
create or replace function serai_ensure_partition(month date) returns void language plpgsql as $$
declare
  first  date := date_trunc('month', month);
  parent text;
  name   text;
begin
  foreach parent in array array['journal', 'ledger', 'card_event', 'card_ledger'] loop
    name := parent || '_' || to_char(first, 'YYYYMM');
    if to_regclass(name) is null then
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        name, parent, first::timestamp at time zone 'UTC',
        (first + interval '1 month')::timestamp at time zone 'UTC');
    end if;
  end loop;
end $$;
