package io.serai.issuing.cards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPage;
import io.serai.issuing.CardRequest.From;
import io.serai.issuing.CardView;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The history of accounts: adds events that move no money, and reads all. Blocking. */
public final class EventRows {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcClient jdbc;

  /** The rows of a database. */
  public EventRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What happened to a card; balance and holds stay.
   *
   * @param kind what
   * @param card the card, with its account locked
   * @param key the key of the request, or null
   * @param reason the cause, for people
   * @param from where it came from
   * @param at when
   * @param businessDate the day that it counts for
   * @param commit an id of its own
   */
  public record Happened(
      CardEventKind kind,
      CardView card,
      @Nullable String key,
      String reason,
      From from,
      Instant at,
      LocalDate businessDate,
      String commit) {}

  /** Adds an event as the next of its account, in a transaction that has locked or made it. */
  public void add(Happened event) {
    int added =
        jdbc.sql(
                """
                with account as (
                  update card_account set seq = seq + 1, updated_at = :at where id = :account
                  returning *)
                insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind, card_id,
                    request_key, amount_minor, posted_minor, held_minor, balance_minor,
                    held_after_minor, currency, reason, route_set, trace_id, business_date)
                select id, seq, :at, (select coalesce(max(epoch), 1) from journal_epoch), :commit,
                       tenant, :kind, :card, :key, 0, 0, 0, balance_minor, held_minor, currency,
                       :reason, :set, :trace, :date
                  from account
                """)
            .param("account", event.card().account())
            .param("at", Timestamp.from(event.at()))
            .param("commit", event.commit())
            .param("kind", event.kind().word())
            .param("card", event.card().id())
            .param("key", event.key())
            .param("reason", event.reason())
            .param("set", event.from().routeSet())
            .param("trace", event.from().trace())
            .param("date", event.businessDate())
            .update();
    if (added != 1) {
      throw new SeraiException(ErrorCode.INTERNAL, "a card's account is gone");
    }
  }

  /** Events of a card and of its account as a whole, before one of them, newest first. */
  public List<CardPage.Entry> before(CardView card, long seq, int limit) {
    return jdbc.sql(
            """
            select * from card_event
             where account_id = :account and seq < :seq and (card_id = :card or card_id is null)
             order by seq desc limit :limit
            """)
        .param("account", card.account())
        .param("card", card.id())
        .param("seq", seq)
        .param("limit", limit)
        .query((row, n) -> entry(row))
        .list();
  }

  private static CardPage.Entry entry(ResultSet row) throws SQLException {
    return new CardPage.Entry(
        row.getLong("seq"),
        row.getTimestamp("at").toInstant(),
        row.getString("kind"),
        row.getLong("amount_minor"),
        row.getLong("posted_minor"),
        row.getLong("held_minor"),
        row.getLong("balance_minor"),
        row.getLong("held_after_minor"),
        row.getString("currency"),
        row.getString("response_code"),
        row.getString("reason"),
        row.getString("hold_id"),
        merchant(row.getString("merchant")),
        row.getString("payment_id"));
  }

  private static @Nullable Map<String, Object> merchant(@Nullable String json) {
    try {
      return json == null ? null : JSON.readValue(json, MAP);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a card's event is unreadable", e);
    }
  }
}
