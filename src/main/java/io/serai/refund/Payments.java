package io.serai.refund;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The payments that a filter fits, as the journal's table has them; read only. Blocking. */
final class Payments {

  private static final String LEFT =
      "(d #>> '{amount,minor}')::bigint - (d #>> '{undone,refunded}')::bigint"
          + " - (d #>> '{undone,reserved}')::bigint - (d #>> '{undone,reversed}')::bigint";

  /** What fits: from {@code page p}, with the row's JSON as {@code d}. */
  private static final String FITS =
      """
        cross join lateral (select p.data::jsonb as d offset 0) j
       where p.tenant = :tenant and p.state in ('approved', 'partially_refunded')
         and not (d ->> 'reversalRequested')::boolean
         and (cast(:provider as text) is null or d #>> '{placement,provider}' = :provider)
         and (cast(:merchant as text) is null or p.merchant = :merchant)
         and (cast(:route as text) is null or d #>> '{origin,routeId}' = :route)
         and (cast(:from as timestamptz) is null or (d #>> '{origin,createdAt}')::timestamptz >= :from)
         and (cast(:to as timestamptz) is null or (d #>> '{origin,createdAt}')::timestamptz < :to)
         and (cast(:min as bigint) is null or (d #>> '{amount,minor}')::bigint >= :min)
         and (cast(:max as bigint) is null or (d #>> '{amount,minor}')::bigint <= :max)
         and (cast(:currency as text) is null or d #>> '{amount,currency}' = :currency)
         and (cast(:prefix as text) is null or starts_with(d #>> '{origin,reference}', :prefix))
      """;

  private final JdbcClient jdbc;

  Payments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Counts what fits and has something left. */
  BulkRefund.DryRun count(RefundFilter filter) {
    Map<String, BigInteger> money = new LinkedHashMap<>();
    long[] payments = {0};
    with(
            filter,
            "select currency, count(*), sum(left_over) from (select d #>> '{amount,currency}'"
                + " as currency, "
                + LEFT
                + " as left_over from payment p"
                + FITS
                + ") f where left_over > 0 group by 1 order by 1")
        .query(
            row -> {
              payments[0] = Math.addExact(payments[0], row.getLong(2));
              money.put(row.getString(1), row.getBigDecimal(3).toBigIntegerExact());
            });
    return new BulkRefund.DryRun(payments[0], money);
  }

  /**
   * Adds what fits among the payments after one to a bulk refund.
   *
   * @param page how many payments are looked at
   * @return the last payment that was looked at; null when there were none left
   */
  @Nullable String gather(String job, RefundFilter filter, String after, int page, Instant now) {
    String last =
        jdbc.sql(
                "select max(id) from (select id from payment where id > :after order by id"
                    + " limit :page) p")
            .param("after", after)
            .param("page", page)
            .query(String.class)
            .optional()
            .orElse(null);
    if (last == null) {
      return null;
    }
    var unused =
        with(
                filter,
                """
                insert into refund_item (id, job, tenant, payment_id, state, amount, currency,
                                         due_at, at, changed_at)
                select :job || '/' || id, :job, tenant, id, 'waiting', left_over, currency,
                       :now, :now, :now
                  from (select p.id, p.tenant, d #>> '{amount,currency}' as currency,
                """
                    + LEFT
                    + """
                         as left_over
                          from (select * from payment where id > :after and id <= :last) p
                    """
                    + FITS
                    + ") f where left_over > 0 on conflict do nothing")
            .param("job", job)
            .param("after", after)
            .param("last", last)
            .param("now", Timestamp.from(now))
            .update();
    return last;
  }

  private StatementSpec with(RefundFilter filter, String sql) {
    return jdbc.sql(sql)
        .param("tenant", filter.tenant())
        .param("provider", filter.provider())
        .param("merchant", filter.merchant())
        .param("route", filter.route())
        .param("from", at(filter.createdFrom()))
        .param("to", at(filter.createdTo()))
        .param("min", decimal(filter.amountMin()))
        .param("max", decimal(filter.amountMax()))
        .param("currency", filter.currency())
        .param("prefix", filter.referencePrefix());
  }

  private static @Nullable Timestamp at(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private static @Nullable BigDecimal decimal(@Nullable Long minor) {
    return minor == null ? null : BigDecimal.valueOf(minor);
  }
}
