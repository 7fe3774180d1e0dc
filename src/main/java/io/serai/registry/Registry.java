package io.serai.registry;

import io.serai.payment.ErrorCode;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Merchants and terminals for people to read. Blocking, thread-safe. */
public final class Registry {

  private final JdbcClient jdbc;

  /** The registry in a database. */
  public Registry(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Merchants by tenant and id.
   *
   * @param tenant of one tenant; null for all
   * @param after those behind this cursor, {@code <tenant>/<id>}; null from the beginning
   */
  public List<Merchant> merchants(@Nullable String tenant, @Nullable String after, int limit) {
    int slash = after == null ? -1 : after.indexOf('/');
    if (after != null && slash < 0) {
      throw SeraiException.invalid("after", "write what the last answer said in next");
    }
    return jdbc.sql(
            """
            select tenant, id, name, category_code, country, status from merchant
             where (tenant = cast(:tenant as text) or cast(:tenant as text) is null)
               and (tenant, id) > (:afterTenant, :afterId)
             order by tenant, id limit :limit
            """)
        .param("tenant", tenant)
        .param("afterTenant", after == null ? "" : after.substring(0, slash))
        .param("afterId", after == null ? "" : after.substring(slash + 1))
        .param("limit", limit)
        .query((row, n) -> merchant(row))
        .list();
  }

  /**
   * The merchants of an id, one of each tenant that has it.
   *
   * @throws SeraiException with {@link ErrorCode#MERCHANT_NOT_FOUND}
   */
  public List<Merchant> merchant(String id) {
    return found(
        jdbc.sql(
                "select tenant, id, name, category_code, country, status from merchant"
                    + " where id = :id order by tenant")
            .param("id", id)
            .query((row, n) -> merchant(row))
            .list(),
        ErrorCode.MERCHANT_NOT_FOUND,
        "there is no merchant " + Printable.of(id));
  }

  /** A merchant's terminals by id, behind the one with id {@code after}. */
  public List<MerchantTerminal> terminalsOf(
      String tenant, String merchant, @Nullable String after, int limit) {
    return jdbc.sql(
            """
            select tenant, merchant, id, status, key_sha256, certificate_sha256 from terminal
             where tenant = :tenant and merchant = :merchant and id > :after
             order by id limit :limit
            """)
        .param("tenant", tenant)
        .param("merchant", merchant)
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((row, n) -> terminal(row))
        .list();
  }

  /**
   * The terminals of an id, one of each merchant that has it.
   *
   * @throws SeraiException with {@link ErrorCode#TERMINAL_NOT_FOUND}
   */
  public List<MerchantTerminal> terminal(String id) {
    return found(
        jdbc.sql(
                "select tenant, merchant, id, status, key_sha256, certificate_sha256 from terminal"
                    + " where id = :id order by tenant, merchant")
            .param("id", id)
            .query((row, n) -> terminal(row))
            .list(),
        ErrorCode.TERMINAL_NOT_FOUND,
        "there is no terminal " + Printable.of(id));
  }

  private static <T> List<T> found(List<T> rows, ErrorCode otherwise, String message) {
    if (rows.isEmpty()) {
      throw new SeraiException(otherwise, message);
    }
    return rows;
  }

  private static Merchant merchant(ResultSet row) throws SQLException {
    return new Merchant(
        row.getString("tenant"),
        row.getString("id"),
        row.getString("name"),
        row.getString("category_code"),
        row.getString("country"),
        Standing.of(row.getString("status")));
  }

  private static MerchantTerminal terminal(ResultSet row) throws SQLException {
    return new MerchantTerminal(
        row.getString("tenant"),
        row.getString("merchant"),
        row.getString("id"),
        Standing.of(row.getString("status")),
        row.getString("key_sha256"),
        row.getString("certificate_sha256"));
  }
}
