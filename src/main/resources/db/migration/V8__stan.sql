-- Trace numbers (STAN, DE11) are leased in blocks of 1000 for each link: block 0 is 1 to 999, block n
-- is n * 1000 to n * 1000 + 999, so that after 999999 comes 1 again. A block is free again when
-- free_at is past, which includes the time in which an answer to its last number may still come.
create table stan_cursor (
  link  text primary key,
  next  int not null
);

create table stan_block (
  link     text not null,
  block    int not null check (block between 0 and 999),
  free_at  timestamptz not null,
  primary key (link, block)
);

-- Leases the next free block and gives an earlier one back; null when every block is in use.
--   p_hold  for how long the numbers may be given out
--   p_rest  how long after that a number may still be known to the peer
--   p_done  the block whose numbers are all given out, or null
create function serai_lease_stans(p_link text, p_hold interval, p_rest interval, p_done int)
returns int language plpgsql as $$
declare
  candidate int;
begin
  insert into stan_cursor (link, next) values (p_link, 0) on conflict do nothing;
  -- The lock lets one process at a time choose.
  select next into candidate from stan_cursor where link = p_link for update;
  if p_done is not null then
    update stan_block set free_at = least(free_at, clock_timestamp() + p_rest)
     where link = p_link and block = p_done;
  end if;
  for tries in 1..1000 loop
    insert into stan_block as b (link, block, free_at)
      values (p_link, candidate, clock_timestamp() + p_hold + p_rest)
      on conflict (link, block) do update set free_at = excluded.free_at
        where b.free_at < clock_timestamp();
    if found then
      update stan_cursor set next = (candidate + 1) % 1000 where link = p_link;
      return candidate;
    end if;
    candidate := (candidate + 1) % 1000;
  end loop;
  return null;
end $$;
