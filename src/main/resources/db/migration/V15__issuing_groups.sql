-- What the issuer processor does with a group of steps: it looks, decides, and writes, in one
-- transaction. The arrays of these functions and the classes LookCall and WriteCall change together.

-- Locks the accounts of a group in the order of their ids and reads what its steps look at. An item
-- names its account, or a card by its token, or (with an empty token) only a hold; p_ref is a hold's
-- id or the key of the authorization that made it. What is of another tenant is not seen.
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
  fingerprint text, decision text
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
  select array_agg(coalesce(h.id, r.id) order by i.idx),
         array_agg(coalesce(i.account, c.account_id,
                            case when i.token = '' then coalesce(h.account_id, r.account_id) end)
                   order by i.idx)
    into holds, accounts
    from unnest(p_tenant, p_token, p_account, p_ref)
         with ordinality i(tenant, token, account, ref, idx)
    left join card c on c.token = i.token
    left join card_hold h on h.id = i.ref
    left join card_hold r on r.request_key = i.tenant || '/' || i.ref;

  perform 1 from card_account a where a.id = any(accounts) order by a.id for no key update;

  -- Statements of their own, so that they see what was committed while the locks were waited for:
  -- it may have been the authorization whose hold is named.
  if exists (select 1 from unnest(p_ref, holds) i(ref, hold) where ref is not null and hold is null)
  then
    select array_agg(coalesce(i.hold, (select h.id from card_hold h
                                        where h.request_key = i.tenant || '/' || i.ref))
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
           k.fingerprint, k.decision
      from unnest(p_tenant, p_token, accounts, p_key, p_ref, holds)
           with ordinality i(tenant, token, account, key, ref, hold, idx)
      left join card_account a on a.id = i.account and a.tenant = i.tenant
      left join card c on c.token = i.token and c.account_id || '' = a.id
      left join card_hold h on h.id = i.hold and h.account_id || '' = a.id
      left join card_claim k on k.id = i.tenant || '/' || i.key
     order by i.idx;
end $$;

-- Writes all changes of a group whose accounts serai_card_look has locked. SE001: a key was claimed
-- meanwhile by somebody who did not need the same account; the group looks again.
create function serai_card_write(
  k_id text[], k_account text[], k_fingerprint text[], k_decision text[], k_commit text[],
  k_at timestamptz[], k_must boolean[],
  a_id text[], a_seq bigint[], a_balance bigint[], a_credit_line bigint[], a_held bigint[],
  a_usage text[], a_at timestamptz[],
  h_id text[], h_account text[], h_card text[], h_tenant text[], h_key text[],
  h_authorized bigint[], h_held bigint[], h_cleared bigint[], h_reversed bigint[],
  h_state text[], h_approval text[], h_rrn text[], h_merchant text[], h_at timestamptz[],
  h_expires timestamptz[], h_estimated boolean[], h_stand_in boolean[],
  e_account text[], e_seq bigint[], e_at timestamptz[], e_commit text[], e_tenant text[],
  e_kind text[], e_card text[], e_hold text[], e_key text[], e_amount bigint[],
  e_posted bigint[], e_held bigint[], e_balance bigint[], e_held_after bigint[],
  e_currency text[], e_response text[], e_reason text[], e_merchant text[], e_payment text[],
  e_route_set text[], e_trace text[], e_date date[],
  l_account text[], l_seq bigint[], l_posting int[], l_at timestamptz[], l_debit text[],
  l_credit text[], l_kind text[], l_currency text[], l_minor bigint[], l_tenant text[],
  l_date date[]
) returns void language plpgsql
set enable_seqscan = off
set enable_mergejoin = off
set enable_hashjoin = off
as $$
declare
  done    int;
  won_ids text[];
begin
  if cardinality(k_id) > 0 then
    with won as (
      insert into card_claim (id, account_id, fingerprint, decision, commit_id, at)
      select id, account, fingerprint, decision, commit, at
        from unnest(k_id, k_account, k_fingerprint, k_decision, k_commit, k_at)
             i(id, account, fingerprint, decision, commit, at)
       order by id
      on conflict do nothing
      returning id, commit_id)
    select array_agg(id || ' ' || commit_id) into won_ids from won;
    -- All of them is the rule; which one is missing is asked only where one is.
    if coalesce(cardinality(won_ids), 0) < cardinality(k_id) and exists (
      select 1 from unnest(k_id, k_commit, k_must) i(id, commit, must)
       where must and (id || ' ' || commit = any(won_ids)) is not true)
    then
      raise exception 'a key was claimed meanwhile' using errcode = 'SE001';
    end if;
  end if;

  if cardinality(a_id) > 0 then
    update card_account a
       set balance_minor = i.balance, credit_line_minor = i.credit_line, held_minor = i.held,
           seq = i.seq, usage = i.usage, updated_at = i.at
      from unnest(a_id, a_seq, a_balance, a_credit_line, a_held, a_usage, a_at)
           i(id, seq, balance, credit_line, held, usage, at)
     where a.id = i.id and a.seq = i.seq - 1;
    get diagnostics done = row_count;
    if done <> cardinality(a_id) then
      raise exception '% of % accounts have moved on under their lock',
        cardinality(a_id) - done, cardinality(a_id);
    end if;
  end if;

  if cardinality(h_id) > 0 then
    insert into card_hold (id, account_id, card_id, tenant, request_key, authorized_minor,
                           held_minor, cleared_minor, reversed_minor, state, approval_code, rrn,
                           merchant, at, expires_at, estimated, stand_in)
    select * from unnest(h_id, h_account, h_card, h_tenant, h_key, h_authorized, h_held, h_cleared,
                         h_reversed, h_state, h_approval, h_rrn, h_merchant, h_at, h_expires,
                         h_estimated, h_stand_in)
    on conflict (id) do update
      set authorized_minor = excluded.authorized_minor, held_minor = excluded.held_minor,
          cleared_minor = excluded.cleared_minor, reversed_minor = excluded.reversed_minor,
          state = excluded.state, approval_code = excluded.approval_code, rrn = excluded.rrn,
          expires_at = excluded.expires_at, estimated = excluded.estimated,
          stand_in = excluded.stand_in;
  end if;

  if cardinality(e_account) > 0 then
    insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind, card_id, hold_id,
                            request_key, amount_minor, posted_minor, held_minor, balance_minor,
                            held_after_minor, currency, response_code, reason, merchant,
                            payment_id, route_set, trace_id, business_date)
    select account, seq, at, coalesce((select max(epoch) from journal_epoch), 1), commit, tenant,
           kind, card, hold, key, amount, posted, held, balance, held_after, currency, response,
           reason, merchant, payment, route_set, trace, business_date
      from unnest(e_account, e_seq, e_at, e_commit, e_tenant, e_kind, e_card, e_hold, e_key,
                  e_amount, e_posted, e_held, e_balance, e_held_after, e_currency, e_response,
                  e_reason, e_merchant, e_payment, e_route_set, e_trace, e_date)
           i(account, seq, at, commit, tenant, kind, card, hold, key, amount, posted, held,
             balance, held_after, currency, response, reason, merchant, payment, route_set, trace,
             business_date);
  end if;

  if cardinality(l_account) > 0 then
    insert into card_ledger (account_id, seq, posting, at, debit, credit, kind, currency, minor,
                             tenant, business_date)
    select * from unnest(l_account, l_seq, l_posting, l_at, l_debit, l_credit, l_kind, l_currency,
                         l_minor, l_tenant, l_date);
  end if;
end $$;
