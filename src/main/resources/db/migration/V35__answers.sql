-- What providers' answers are made of (S1.45): types and forms of fields, never their values.

-- What was learned, or accepted by an operator. A word is a type, or of a text its form.
create table answer_field (
  provider    text not null,
  operation   text not null,
  path        text not null,
  words       text[] not null,
  accepted_by text, -- null where it was learned
  primary key (provider, operation, path)
);

-- From how many answers.
create table answer_count (
  provider  text not null,
  operation text not null,
  status    int not null, -- of HTTP; 0 where there is none
  answers   int not null,
  primary key (provider, operation, status)
);

-- What was other than known. One open row a field, so that one alarm is raised whichever process sees it.
create table answer_difference (
  id          bigint generated always as identity primary key,
  provider    text not null,
  operation   text not null,
  path        text not null,
  found       text not null,
  known       text not null, -- empty where there was no such field
  at          timestamptz not null default now(),
  accepted_by text,
  accepted_at timestamptz,
  check ((accepted_by is null) = (accepted_at is null))
);

create unique index answer_difference_open on answer_difference (provider, operation, path)
  where accepted_at is null;
