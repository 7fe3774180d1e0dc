package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.AccountWork.ByToken;
import io.serai.journal.GroupResult;
import io.serai.journal.GroupWork;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was declined at once: its key is claimed with that decision. A key that somebody
 * has claimed meanwhile stays as it is.
 */
final class DeclineGroups implements GroupWork<DeclineGroups.Decline, Boolean> {

  private static final String SQL =
      """
      insert into card_claim (id, account_id, fingerprint, decision, commit_id, at)
      select i.id, coalesce(i.account, (select c.account_id from card c where c.token = i.token)),
             i.fingerprint, i.decision, i.commit, i.at
        from unnest(?, ?, ?, ?, ?, ?, ?)
             i(id, account, token, fingerprint, decision, commit, at)
       order by i.id
      on conflict do nothing
      """;

  private final String decision;
  private final Clock clock;

  DeclineGroups(CardJson json, Clock clock) {
    this.decision = json.decision(ByRule.DECLINED);
    this.clock = clock;
  }

  /**
   * A request that was declined.
   *
   * @param work the request, which has a key
   * @param commit its commit's id
   */
  record Decline(AccountWork work, String commit) {
    String claim() {
      return work.origin().tenant() + "/" + work.key();
    }
  }

  @Override
  public Object lane(Decline decline) {
    return decline.claim();
  }

  @Override
  public List<GroupResult<Boolean>> apply(Connection connection, List<Decline> group)
      throws SQLException {
    var rows = new Columns("text text text text text text timestamptz");
    for (Decline one : group) {
      rows.add(
          one.claim(),
          one.work().subject() instanceof ByAccount account ? account.account() : null,
          one.work().subject() instanceof ByToken card ? card.token() : null,
          one.work().fingerprint(),
          decision,
          one.commit(),
          clock.instant());
    }
    try (PreparedStatement insert = connection.prepareStatement(SQL)) {
      rows.bind(connection, insert, 1);
      insert.executeUpdate();
    }
    List<GroupResult<Boolean>> done = new ArrayList<>(group.size());
    group.forEach(one -> done.add(new GroupResult.Done<>(true)));
    return done;
  }

  /** None is known to be written; whoever waits writes it again, which changes nothing. */
  @Override
  public List<@Nullable Boolean> lookup(Connection connection, List<Decline> group) {
    List<@Nullable Boolean> unknown = new ArrayList<>(group.size());
    group.forEach(one -> unknown.add(null));
    return unknown;
  }

  @Override
  public SeraiException full() {
    return new SeraiException(ErrorCode.OVERLOADED, "too many declines wait to be written down");
  }

  @Override
  public SeraiException unavailable(@Nullable SQLException cause) {
    return new SeraiException(
        ErrorCode.JOURNAL_UNAVAILABLE, null, "declines cannot be written down just now", cause);
  }

  @Override
  public SeraiException refused(Decline decline, Exception cause) {
    return new SeraiException(ErrorCode.INTERNAL, null, "a decline cannot be written down", cause);
  }
}
