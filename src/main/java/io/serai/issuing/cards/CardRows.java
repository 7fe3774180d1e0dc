package io.serai.issuing.cards;

import io.serai.issuing.CardStatus;
import io.serai.issuing.CardView;
import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cards and their accounts as rows. Blocking; what locks or writes needs a transaction. */
public final class CardRows {

  private static final String VIEW =
      """
      select c.id, c.account_id, c.tenant, a.program, c.status, c.bin, c.last_four, c.expiry,
             a.holder, a.currency, a.balance_minor, a.credit_line_minor, a.held_minor,
             c.replaced_by, c.created_at
        from card c join card_account a on a.id = c.account_id
       where c.id = :id and (cast(:tenant as text) is null or c.tenant = :tenant)
      """;

  private final JdbcClient jdbc;

  /** The rows of a database. */
  public CardRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A card as it stands.
   *
   * @param tenant whose it must be; null for anybody's
   * @throws SeraiException with {@link ErrorCode#CARD_NOT_FOUND}
   */
  public CardView view(@Nullable String tenant, String id) {
    return jdbc.sql(VIEW)
        .param("id", id)
        .param("tenant", tenant)
        .query((row, n) -> view(row))
        .optional()
        .orElseThrow(
            () ->
                new SeraiException(
                    ErrorCode.CARD_NOT_FOUND, "there is no card " + Printable.of(id)));
  }

  /**
   * The card, once its account is locked: whoever decides over the account waits, and sees what is
   * written here.
   */
  public CardView locked(@Nullable String tenant, String id) {
    var unused =
        jdbc.sql("select seq from card_account where id = :account for update")
            .param("account", view(tenant, id).account())
            .query(Long.class)
            .single();
    return view(tenant, id);
  }

  /** Sets a card's status. */
  public void status(String id, CardStatus status, @Nullable String replacedBy, Instant now) {
    var unused =
        jdbc.sql(
                "update card set status = :status, updated_at = :now,"
                    + " replaced_by = coalesce(:by, replaced_by) where id = :id")
            .param("id", id)
            .param("status", status.word())
            .param("by", replacedBy)
            .param("now", Timestamp.from(now))
            .update();
  }

  /** Adds an account without money, and without a card yet. */
  void addAccount(CardView account) {
    var unused =
        jdbc.sql(
                """
                insert into card_account (id, tenant, program, currency, credit_line_minor, holder,
                                          created_at, updated_at)
                values (:id, :tenant, :program, :currency, :line, :holder, :now, :now)
                """)
            .param("id", account.account())
            .param("tenant", account.tenant())
            .param("program", account.program())
            .param("currency", account.currency())
            .param("line", account.creditLine())
            .param("holder", account.holder())
            .param("now", Timestamp.from(account.createdAt()))
            .update();
  }

  /** Adds a card; whether its number was free. */
  boolean addCard(CardView card, String token) {
    return jdbc.sql(
                """
                insert into card (id, account_id, tenant, token, bin, last_four, expiry, status,
                                  created_at, updated_at)
                values (:id, :account, :tenant, :token, :bin, :lastFour, :expiry, :status, :now, :now)
                on conflict (token) do nothing
                """)
            .param("id", card.id())
            .param("account", card.account())
            .param("tenant", card.tenant())
            .param("token", token)
            .param("bin", card.bin())
            .param("lastFour", card.lastFour())
            .param("expiry", card.expiry())
            .param("status", card.status())
            .param("now", Timestamp.from(card.createdAt()))
            .update()
        == 1;
  }

  private static CardView view(ResultSet row) throws SQLException {
    long balance = row.getLong("balance_minor");
    long line = row.getLong("credit_line_minor");
    long held = row.getLong("held_minor");
    return new CardView(
        row.getString("id"),
        row.getString("account_id"),
        row.getString("tenant"),
        row.getString("program"),
        row.getString("status"),
        row.getString("bin"),
        row.getString("last_four"),
        row.getString("expiry"),
        row.getString("holder"),
        row.getString("currency"),
        balance,
        line,
        held,
        Math.subtractExact(Math.addExact(balance, line), held),
        row.getString("replaced_by"),
        row.getTimestamp("created_at").toInstant());
  }
}
