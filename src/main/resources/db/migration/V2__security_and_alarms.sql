-- Credentials of tenants and operators, and alarms.

create table api_key (
  hash       text primary key check (hash ~ '^[0-9a-f]{64}$'), -- SHA-256 of the key, which is kept nowhere
  tenant     text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table operator (
  name          text primary key check (name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
  password_hash text not null, -- bcrypt
  role          text not null check (role in ('operator', 'viewer')),
  created_at    timestamptz not null default now()
);

create table alarm (
  id              bigint generated always as identity primary key,
  at              timestamptz not null default now(),
  kind            text not null,
  subject         text not null,
  text            text not null,
  count           integer not null default 1 check (count > 0),
  last_at         timestamptz not null default now(),
  acknowledged_by text,
  acknowledged_at timestamptz,
  published_at    timestamptz,
  check ((acknowledged_by is null) = (acknowledged_at is null))
);

-- Repeats within a minute are folded into the latest row of their kind and subject.
create index alarm_latest on alarm (kind, subject, id desc);
create index alarm_unpublished on alarm (id) where published_at is null;
