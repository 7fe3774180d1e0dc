-- What a step over an account sees of the request that it names by its key: an increment leads to
-- the hold that it added to, and a request without a hold is known by what it was told. A repeat
-- sees whether what it was told yes for was taken back since.
drop function serai_card_look(text[], text[], text[], text[], text[]);

-- Locks the accounts of a group in the order of their ids and reads what its steps look at. An item
-- names its account, or a card by its token, or (with an empty token) only a hold; p_ref is a hold's
-- id, or the key of the authorization that made it or of an increment. What is of another tenant is
-- not seen. An increment that was taken back alone has a claim of its key with '/back'.
create function serai_card_look(
  p_tenant text[], p_token text[], p_account text[], p_key text[], p_ref text[]
) returns table (
  idx int,
  account_id text, tenant text, program text, currency text, balance_minor bigint,
  credit_line_minor bigint, account_held_minor bigint, seq bigint, usage text,
  card_id text, token text, bin text, last_four text, expiry text, card_status text,
  hold_id text, hold_card text, hold_key text, authorized_minor bigint, held_minor bigint,
  cleared_minor bigint, reversed_minor bigint, hold_state text, approval_code text, rrn text,
  merchant text, hold_at timestamptz, expires_at timestamptz, estimated boolean, stand_in boolean,
  fingerprint text, decision text, told_taken_back boolean,
  named_decision text, named_taken_back boolean
) language plpgsql
-- The plans are made once for the session, perhaps while the tables are still empty.
set enable_seqscan = off
set enable_mergejoin = off
set enable_hashjoin = off
as $$
#variable_conflict use_column
declare
  accounts text[];
  holds    text[];
begin
  select array_agg(coalesce(h.id, r.id, o.hold) order by i.idx),
         array_agg(coalesce(i.account, c.account_id,
                            case when i.token = ''
                              then coalesce(h.account_id, r.account_id, o.account_id) end)
                   order by i.idx)
    into holds, accounts
    from unnest(p_tenant, p_token, p_account, p_ref)
         with ordinality i(tenant, token, account, ref, idx)
    left join card c on c.token = i.token
    left join card_hold h on h.id = i.ref
    left join card_hold r on r.request_key = i.tenant || '/' || i.ref
    left join lateral (
      select k.account_id, k.decision::jsonb ->> 'hold' hold from card_claim k
       where i.ref is not null and h.id is null and r.id is null
         and k.id = i.tenant || '/' || i.ref) o on true;

  perform 1 from card_account a where a.id = any(accounts) order by a.id for no key update;

  -- Statements of their own, so that they see what was committed while the locks were waited for:
  -- it may have been the authorization whose hold is named.
  if exists (select 1 from unnest(p_ref, holds) i(ref, hold) where ref is not null and hold is null)
  then
    select array_agg(coalesce(i.hold,
                              (select h.id from card_hold h
                                where h.request_key = i.tenant || '/' || i.ref),
                              (select k.decision::jsonb ->> 'hold' from card_claim k
                                where k.id = i.tenant || '/' || i.ref))
                     order by i.idx)
      into holds
      from unnest(p_tenant, p_ref, holds) with ordinality i(tenant, ref, hold, idx);
  end if;

  -- The sums with '' keep the plan away from an account's other cards and holds.
  return query
    select i.idx::int,
           a.id, a.tenant, a.program, a.currency, a.balance_minor, a.credit_line_minor,
           a.held_minor, a.seq, a.usage,
           c.id, c.token, c.bin, c.last_four, c.expiry, c.status,
           h.id, h.card_id, h.request_key, h.authorized_minor, h.held_minor, h.cleared_minor,
           h.reversed_minor, h.state, h.approval_code, h.rrn, h.merchant, h.at, h.expires_at,
           h.estimated, h.stand_in,
           k.fingerprint, k.decision,
           case when k.id is null then false else
             exists (select from card_hold t
                      where t.id = k.decision::jsonb ->> 'hold' and t.state = 'reversed')
             or exists (select from card_claim b where b.id = k.id || '/back') end,
           o.decision,
           case when o.id is null or o.id = h.request_key then false else
             exists (select from card_claim b where b.id = o.id || '/back') end
      from unnest(p_tenant, p_token, accounts, p_key, p_ref, holds)
           with ordinality i(tenant, token, account, key, ref, hold, idx)
      left join card_account a on a.id = i.account and a.tenant = i.tenant
      left join card c on c.token = i.token and c.account_id || '' = a.id
      left join card_hold h on h.id = i.hold and h.account_id || '' = a.id
      left join card_claim k on k.id = i.tenant || '/' || i.key
      left join card_claim o on o.id = i.tenant || '/' || i.ref
     order by i.idx;
end $$;
