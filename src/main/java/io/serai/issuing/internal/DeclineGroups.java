package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.AccountWork.ByToken;
import io.serai.issuing.CardDecision;
import io.serai.journal.GroupResult;
import io.serai.journal.GroupWork;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was declined at once: its key is claimed with that decision, which is told by
 * true. A key that somebody has claimed meanwhile stays as it is.
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
      on conflict do nothing returning id
      """;

  private final CardJson json;
  private final Clock clock;

  DeclineGroups(CardJson json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * A request that was declined.
   *
   * @param work the request, which has a key
   * @param commit its commit's id
   */
  record Decline(AccountWork work, String commit) {
    CardDecision told() {
      AccountWork.AtOnce atOnce = work.atOnce();
      return atOnce == null ? ByRule.DECLINED : atOnce.decision();
    }

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
          json.decision(one.told()),
          one.commit(),
          clock.instant());
    }
    Set<String> claimed = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(SQL)) {
      rows.bind(connection, insert, 1);
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          claimed.add(row.getString(1));
        }
      }
    }
    List<GroupResult<Boolean>> done = new ArrayList<>(group.size());
    group.forEach(one -> done.add(new GroupResult.Done<>(claimed.contains(one.claim()))));
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
