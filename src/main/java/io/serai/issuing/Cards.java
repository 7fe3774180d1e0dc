package io.serai.issuing;

import io.serai.issuing.CardRequest.From;
import io.serai.issuing.cards.CardRows;
import io.serai.issuing.cards.EventRows;
import io.serai.issuing.cards.History;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cards for people to look at, stop and let go again. Blocking, thread-safe; needs no running hub.
 */
public final class Cards {

  private final CardRows rows;
  private final EventRows events;
  private final History history;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Ids ids;

  /** The cards of a database. */
  public Cards(DataSource database, Clock clock, Ids ids) {
    JdbcClient jdbc = JdbcClient.create(database);
    this.rows = new CardRows(jdbc);
    this.events = new EventRows(jdbc);
    this.history = new History(rows, events);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A card and its account as they stand.
   *
   * @param tenant whose it must be; null for anybody's
   * @throws SeraiException with {@link ErrorCode#CARD_NOT_FOUND}
   */
  public CardView show(@Nullable String tenant, String id) {
    return rows.view(tenant, id);
  }

  /**
   * Some of a card's history, newest first.
   *
   * @param after what the last page said in {@code next}; null for the newest
   * @param limit 1 to {@link History#MOST}
   * @throws SeraiException naming what is wrong
   */
  public CardPage history(@Nullable String tenant, String id, @Nullable String after, int limit) {
    return history.page(tenant, id, after, limit);
  }

  /**
   * Changes what a card may be used for; one that is so already is left as it is.
   *
   * @param from where it comes from
   * @param key the key of the request, or null
   * @return the card afterwards
   * @throws SeraiException with {@link ErrorCode#STATE_CONFLICT} if it cannot be done
   */
  public CardView change(
      @Nullable String tenant, String id, StatusChange change, From from, @Nullable String key) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              CardView card = rows.locked(tenant, id);
              CardStatus now = CardStatus.valueOf(card.status().toUpperCase(Locale.ROOT));
              CardStatus next = change.from(now);
              if (next == now) {
                return card;
              }
              Instant at = clock.instant();
              rows.status(id, next, null, at);
              events.add(
                  new EventRows.Happened(
                      CardEventKind.STATUS_CHANGED,
                      card,
                      key,
                      change.text(),
                      from,
                      at,
                      // No money moves, so the program's own day does not matter.
                      LocalDate.ofInstant(at, ZoneOffset.UTC),
                      ids.next("cmt_")));
              return rows.view(tenant, id);
            }));
  }
}
