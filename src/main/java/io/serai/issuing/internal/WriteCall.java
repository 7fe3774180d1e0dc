package io.serai.issuing.internal;

import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gathers the changes of a group and writes them: {@code serai_card_write}. Used once. */
final class WriteCall {

  private final CardJson json;
  private final Columns claims = new Columns("text text text text text timestamptz boolean");
  private final Columns accounts = new Columns("text bigint bigint bigint bigint text timestamptz");
  private final Columns holds =
      new Columns(
          "text text text text text bigint bigint bigint bigint text text text text timestamptz"
              + " timestamptz boolean boolean");
  private final Columns events =
      new Columns(
          "text bigint timestamptz text text text text text text bigint bigint bigint bigint"
              + " bigint text text text text text text text date");
  private final Columns transfers =
      new Columns("text bigint int timestamptz text text text text bigint text date");

  WriteCall(CardJson json) {
    this.json = json;
  }

  /** Adds what a step made of its account. */
  void add(CardItem item, Change change, Instant at, LocalDate businessDate) {
    addClaims(item, change, at);
    CardAccount account = change.account();
    CardEvent event = change.event();
    if (account == null || event == null) {
      return;
    }
    accounts.add(
        account.id(),
        account.seq(),
        account.balanceMinor(),
        account.creditLineMinor(),
        account.heldMinor(),
        json.usage(account.usage()),
        at);
    String merchant = json.merchant(event.merchant());
    Hold hold = change.hold();
    if (hold != null) {
      // An approval's hold and event are about one merchant, which is written once for both.
      boolean same = merchant != null && hold.merchant().equals(event.merchant());
      add(hold, account.tenant(), same ? merchant : json.merchant(hold.merchant()));
    }
    add(item, account, event, merchant, businessDate);
    int posting = 0;
    for (Change.Transfer transfer : change.transfers()) {
      posting++;
      transfers.add(
          account.id(),
          event.seq(),
          posting,
          event.at(),
          transfer.debit(),
          transfer.credit(),
          transfer.kind(),
          account.currency().alphabetic(),
          transfer.minor(),
          account.tenant(),
          businessDate);
    }
  }

  private void addClaims(CardItem item, Change change, Instant at) {
    String account = change.account() == null ? null : change.account().id();
    String claim = item.claim();
    if (claim != null) {
      String decision = json.decision(change.decision());
      claims.add(claim, account, item.work.fingerprint(), decision, item.commit, at, true);
    }
    Change.AlsoClaims other = change.alsoClaims();
    if (other != null) {
      claims.add(
          item.tenant() + "/" + other.key(),
          account,
          other.fingerprint(),
          json.decision(other.decision()),
          item.commit,
          at,
          false);
    }
  }

  private void add(Hold hold, String tenant, @Nullable String merchant) {
    holds.add(
        hold.id(),
        hold.account(),
        hold.card(),
        tenant,
        tenant + "/" + hold.key(),
        hold.authorizedMinor(),
        hold.heldMinor(),
        hold.clearedMinor(),
        hold.reversedMinor(),
        hold.state().name().toLowerCase(Locale.ROOT),
        hold.approvalCode(),
        hold.rrn(),
        merchant,
        hold.at(),
        hold.expiresAt(),
        hold.estimated(),
        hold.standIn());
  }

  private void add(
      CardItem item,
      CardAccount account,
      CardEvent event,
      @Nullable String merchant,
      LocalDate businessDate) {
    From origin = item.work.origin();
    events.add(
        account.id(),
        event.seq(),
        event.at(),
        item.commit,
        account.tenant(),
        event.kind().word(),
        event.card(),
        event.hold(),
        event.key(),
        event.amountMinor(),
        event.postedMinor(),
        event.heldMinor(),
        event.balanceMinor(),
        event.heldAfterMinor(),
        account.currency().alphabetic(),
        event.responseCode(),
        event.reason(),
        merchant,
        event.payment(),
        origin.routeSet(),
        origin.trace(),
        businessDate);
  }

  /** Writes all of it. */
  void write(Connection connection) throws SQLException {
    List<Columns> all = List.of(claims, accounts, holds, events, transfers);
    int width = all.stream().mapToInt(Columns::width).sum();
    try (PreparedStatement call =
        connection.prepareStatement("select serai_card_write(" + Columns.marks(width) + ")")) {
      int next = 1;
      for (Columns columns : all) {
        next = columns.bind(connection, call, next);
      }
      call.execute();
    }
  }
}
