-- Customers, products, plans and subscriptions at providers (S0.2 to S0.5); money is in the journal.
create table recurring (
  id              text primary key,     -- cus_…, prd_…, pln_…, sub_…
  kind            text not null check (kind in ('customer', 'product', 'plan', 'subscription')),
  tenant          text not null,
  key             text not null,        -- the idempotency key of its creation
  fingerprint     text not null,        -- of the request under that key
  request         jsonb not null,       -- what was asked for; tokens, never card numbers
  provider        text not null,
  state           text not null check (state in ('charging', 'creating', 'verifying',
                    'waiting_for_approval', 'active', 'past_due', 'changing', 'cancelling', 'ended',
                    'expired', 'refunding', 'refunded', 'failed', 'by_hand')),
  code            text,                 -- why it is so
  decline_code    text,                 -- why it could not be made, once that is certain
  payment_id      text,                 -- the payment that took the set-up fee
  plan_id         text,                 -- the plan that a subscription is on, and the provider's
  plan_reference  text,                 --   name for it
  wanted_id       text,                 -- the plan that it is being put on, and the provider's
  wanted_reference text,                --   name for it
  reference       text,                 -- the provider's name for it
  approval_url    text,                 -- where the payer approves
  provider_state  text,                 -- its state in the provider's words
  period_start    timestamptz,          -- the provider's word, never counted here (S1.19)
  period_end      timestamptz,
  seq             int not null,         -- of its latest event; who moves it names it
  tries           int not null,         -- of what is being done now
  due_at          timestamptz,          -- when it is seen to again; null once nothing is left to do
  trace           text not null,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  unique (tenant, key)
);
create index recurring_due on recurring (due_at) where due_at is not null;
create index recurring_reference on recurring (provider, reference) where reference is not null;
create index recurring_by_hand on recurring (changed_at) where state = 'by_hand';

-- What became of one, step by step; written with each step.
create table recurring_event (
  item_id     text not null references recurring (id),
  seq         int not null,
  state       text not null,
  code        text,
  period_end  timestamptz,
  operator    text,                     -- who did it, where a person did
  at          timestamptz not null,
  primary key (item_id, seq)
);

-- Under which keys subscriptions were ended or put on another plan.
create table recurring_request (
  tenant       text not null,
  key          text not null,
  fingerprint  text not null,
  item_id      text not null references recurring (id),
  at           timestamptz not null,
  primary key (tenant, key)
);
