-- What providers tell unasked (webhooks in): each event once, sealed, until it is applied or kept.
create table provider_notice (
  id          text primary key,      -- ntc_…
  provider    text not null,
  event_id    text not null,         -- the provider's own
  scheme      text not null check (scheme in ('stripe', 'paypal', 'app_store', 'google_play')),
  kind        text not null,         -- the provider's word
  state       text not null check (state in ('waiting', 'applied', 'kept')),
  result      text,                  -- what it came to, or why it waits
  subject     text,                  -- what it concerned here, such as a payment
  reference   text,                  -- what the provider calls that
  sealed      bytea not null,        -- the verified event under the vault's key; it may name people
  key_id      text not null,
  trace       text not null,
  tries       int not null default 0,
  due_at      timestamptz,           -- when it is applied; null once it has ended
  told_at     timestamptz,           -- when it happened, as the provider says
  received_at timestamptz not null,
  ended_at    timestamptz,
  unique (provider, event_id),
  check ((state = 'waiting') = (due_at is not null))
);
create index provider_notice_due on provider_notice (due_at) where due_at is not null;
create index provider_notice_state on provider_notice (state, id) where state <> 'applied';
create index provider_notice_reference on provider_notice (provider, reference)
  where reference is not null;
create index provider_notice_received on provider_notice using brin (received_at);

-- What people had applied again; never changed.
create table provider_notice_action (
  id        bigint generated always as identity primary key,
  notice_id text not null,
  operator  text not null,
  reason    text not null,
  at        timestamptz not null
);

-- A store was asked again about a purchase, because it told that something changed.
alter table receipt_entry drop constraint receipt_entry_event_check;
alter table receipt_entry add constraint receipt_entry_event_check
  check (event in ('started', 'concluded', 'ended', 'checked'));
create index receipt_told_by_purchase on receipt (provider, purchase)
  where purchase is not null and state = 'verified';
create index receipt_told_by_original on receipt (provider, ((facts::jsonb) ->> 'original_transaction'))
  where state = 'verified';
create index shop_order_told on shop_order (provider, reference) where reference is not null;
