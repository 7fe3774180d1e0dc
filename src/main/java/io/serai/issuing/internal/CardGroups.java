package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardAccounts.Done;
import io.serai.issuing.CardDecision;
import io.serai.issuing.Change;
import io.serai.issuing.internal.CardItem.Attempt;
import io.serai.journal.GroupResult;
import io.serai.journal.GroupWork;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with a group of steps: lock and look, decide, write, in one transaction. */
final class CardGroups implements GroupWork<CardItem, Done> {

  private static final Logger LOG = LoggerFactory.getLogger(CardGroups.class);

  private final CardJson json;
  private final BusinessDates dates;
  private final Clock clock;
  private final LookCall looking;
  private final Runnable onBroken;

  /**
   * The work of groups.
   *
   * @param onBroken told that the database was lost in the middle of a group
   */
  CardGroups(CardJson json, BusinessDates dates, Clock clock, Runnable onBroken) {
    this.onBroken = onBroken;
    this.json = json;
    this.dates = dates;
    this.clock = clock;
    this.looking = new LookCall(json);
  }

  @Override
  public Object lane(CardItem item) {
    return CardItem.lane(item.work);
  }

  @Override
  public List<GroupResult<Done>> apply(Connection connection, List<CardItem> group)
      throws SQLException {
    return Transactions.inOne(connection, () -> once(connection, group));
  }

  private List<GroupResult<Done>> once(Connection connection, List<CardItem> group)
      throws SQLException {
    group.forEach(item -> item.attempt = null);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Seen> seen = looking.look(connection, group, at);
    // The time may have come while the locks were waited for.
    Instant now = clock.instant();
    var writing = new WriteCall(json);
    Set<String> taken = new HashSet<>();
    List<GroupResult<Done>> results = new ArrayList<>(group.size());
    for (int i = 0; i < group.size(); i++) {
      results.add(one(group.get(i), seen.get(i), at, now, taken, writing));
    }
    writing.write(connection);
    return results;
  }

  private GroupResult<Done> one(
      CardItem item, Seen seen, Instant at, Instant now, Set<String> taken, WriteCall writing) {
    CardAccount account = seen.snapshot().account();
    // Two cards of one account, or one key of two accounts: the second must see what the first did.
    boolean second = account != null && !taken.add(account.id());
    if (item.claim() != null) {
      second |= !taken.add("key " + item.claim());
    }
    if (second) {
      return new GroupResult.Later<>();
    }
    if (seen.fingerprint() != null && seen.decision() != null) {
      return known(item, seen.fingerprint(), new Done(standing(item, seen, seen.decision()), true));
    }
    try {
      Change change = step(item, now).apply(seen.snapshot());
      ChangeCheck.check(seen.snapshot(), change);
      LocalDate date =
          account == null
              ? LocalDate.ofInstant(at, ZoneOffset.UTC)
              : dates.of(account, item.work.origin().routeSet(), at);
      writing.add(item, change, at, date);
      var done = new Done(change.decision(), false);
      item.attempt =
          change.event() == null
              ? new Attempt(null, 0, item.claim(), done)
              : new Attempt(change.event().account(), change.event().seq(), item.claim(), done);
      return new GroupResult.Done<>(done);
    } catch (RuntimeException e) {
      return new GroupResult.Failed<>(refused(item, e));
    }
  }

  private static AccountStep step(CardItem item, Instant now) {
    Instant answerBy = item.work.answerBy();
    return answerBy != null && now.isAfter(answerBy)
        ? new Discard(item.work.key())
        : item.work.step();
  }

  /** Nobody is told yes for what was taken back, whatever was said before. */
  private static CardDecision standing(CardItem item, Seen seen, CardDecision told) {
    if (!seen.takenBack() || item.work.atOnce() == null || !told.approved()) {
      return told;
    }
    CardAccount account = seen.snapshot().account();
    Long available = account == null ? null : account.availableMinor();
    return new CardDecision(
        ByRule.NOT_IN_TIME, "reversed", 0, null, available, null, told.currency());
  }

  private static GroupResult<Done> known(CardItem item, String fingerprint, Done done) {
    if (!fingerprint.isEmpty() && !fingerprint.equals(item.work.fingerprint())) {
      return new GroupResult.Failed<>(reused());
    }
    item.attempt = new Attempt(null, 0, null, done);
    return new GroupResult.Done<>(done);
  }

  /** What is told of a key that another request had. */
  static SeraiException reused() {
    return new SeraiException(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "the key was used before for another request; send a new request under a new key");
  }

  @Override
  public List<@Nullable Done> lookup(Connection connection, List<CardItem> group)
      throws SQLException {
    return Took.effect(connection, group);
  }

  /** Cards whose step is in doubt wait for it; all others must not find that out one by one. */
  @Override
  public void broken() {
    onBroken.run();
  }

  @Override
  public SeraiException full() {
    return new SeraiException(
        ErrorCode.OVERLOADED, "the issuer takes no more requests just now; nothing was decided");
  }

  @Override
  public SeraiException unavailable(@Nullable SQLException cause) {
    return new SeraiException(
        ErrorCode.JOURNAL_UNAVAILABLE,
        null,
        "card accounts cannot be written just now; nothing was decided",
        cause);
  }

  @Override
  public SeraiException refused(CardItem item, Exception cause) {
    LOG.error("A step of trace {} was refused", item.work.origin().trace(), cause);
    return cause instanceof SeraiException known
        ? known
        : new SeraiException(
            ErrorCode.INTERNAL, null, "the step was refused; nothing was decided", cause);
  }
}
