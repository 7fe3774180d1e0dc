package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest.From;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Ends the holds that nobody claimed, the oldest first. The hold's own row is the timer, so what
 * authorizes writes nothing more; and as the step looks at the hold again under its account's lock,
 * it does not matter who sweeps, or how often. Blocking; on a timer's thread.
 */
final class HoldSweep implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(HoldSweep.class);
  private static final String ORIGIN = "hold-expiry";

  private final JdbcTemplate jdbc;
  private final CardAccounts accounts;
  private final HoldExpiry step;
  private final Clock clock;
  private final int page;
  private final BooleanSupplier goOn;

  private record Due(String hold, String account, String tenant, Timestamp expiresAt) {}

  /**
   * A sweep.
   *
   * @param page holds at once
   * @param goOn whether another page may begin
   */
  HoldSweep(
      JdbcTemplate jdbc,
      CardAccounts accounts,
      CardPrograms programs,
      Clock clock,
      int page,
      BooleanSupplier goOn) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.step = new HoldExpiry(programs);
    this.clock = clock;
    this.page = page;
    this.goOn = goOn;
  }

  @Override
  public void run() {
    Timestamp now = Timestamp.from(clock.instant());
    List<Due> due = due(new Due("", "", "", new Timestamp(0)), now);
    while (!due.isEmpty() && goOn.getAsBoolean() && expire(due)) {
      due = due.size() < page ? List.of() : due(due.get(due.size() - 1), now);
    }
  }

  /** Behind the last one, so that a hold that cannot be ended keeps none of the others waiting. */
  private List<Due> due(Due last, Timestamp now) {
    return jdbc.query(
        "select id, account_id, tenant, expires_at from card_hold"
            + " where state = 'open' and expires_at <= ? and expires_at >= ?"
            + " and (expires_at, id) > (?, ?) order by expires_at, id limit ?",
        (row, n) ->
            new Due(row.getString(1), row.getString(2), row.getString(3), row.getTimestamp(4)),
        now,
        last.expiresAt(),
        last.expiresAt(),
        last.hold(),
        page);
  }

  /** Whether all of them could be seen to. */
  private boolean expire(List<Due> due) {
    List<CompletableFuture<Boolean>> under = new ArrayList<>();
    due.forEach(one -> under.add(expire(one)));
    return under.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
  }

  private CompletableFuture<Boolean> expire(Due due) {
    AccountWork work =
        new AccountWork(
            new AccountWork.ByAccount(due.account()),
            null,
            "",
            due.hold(),
            new From(due.tenant(), ORIGIN, ORIGIN, "", due.hold()),
            null,
            step,
            null);
    return accounts
        .commit(work)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("Hold {} is ended later: {}", due.hold(), failure.getMessage());
              }
              return failure == null;
            });
  }
}
