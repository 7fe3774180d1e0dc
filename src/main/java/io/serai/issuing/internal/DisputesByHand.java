package io.serai.issuing.internal;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.serai.issuing.ClearingFiles;
import io.serai.issuing.ClearingReport;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.Printable;
import io.serai.payment.SeraiException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Chargebacks and representments that an operator writes down: a clearing file of one record, which
 * is booked as one of the network's is, and only once if the network tells of it too. Blocking.
 */
final class DisputesByHand {

  /**
   * What an operator says.
   *
   * @param acquirerReference of the presentment
   * @param amount how much, in minor units of the account's currency
   * @param part which one of several of this purchase; null for the first
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Said(@Nullable String acquirerReference, @Nullable Long amount, @Nullable Integer part) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Ids ids;
  private final Clock clock;

  DisputesByHand(JdbcClient jdbc, TransactionTemplate transaction, Ids ids, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes one down; it is booked from then on.
   *
   * @throws SeraiException naming what is wrong
   */
  ClearingReport write(String card, ClearingType type, Said said, String operator) {
    long amount = said.amount() == null ? 0 : said.amount();
    int part = said.part() == null ? 1 : said.part();
    if (amount < 1) {
      throw SeraiException.invalid("amount", "must be more than 0, in minor units");
    }
    if (part < 1 || part > ClearingLine.MOST_PARTS) {
      throw SeraiException.invalid("part", "must be 1 to " + ClearingLine.MOST_PARTS);
    }
    String tenant =
        jdbc.sql("select tenant from card where id = :card")
            .param("card", card)
            .query(String.class)
            .optional()
            .orElseThrow(
                () ->
                    new SeraiException(
                        ErrorCode.CARD_NOT_FOUND, "there is no card " + Printable.of(card)));
    String upload = ids.next("clr_");
    int written =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  int records = insert(card, type, said, part, tenant, upload, operator);
                  if (records == 0) {
                    status.setRollbackOnly();
                  }
                  return records;
                }));
    if (written == 0) {
      throw SeraiException.invalid(
          "acquirer_reference", "no presentment of this reference was booked for the card");
    }
    return new ClearingFiles(jdbc).report(tenant, upload);
  }

  private int insert(
      String card,
      ClearingType type,
      Said said,
      int part,
      String tenant,
      String upload,
      String operator) {
    Timestamp now = Timestamp.from(clock.instant());
    var unused =
        jdbc.sql(
                "insert into clearing_file (upload, tenant, file, state, records, operator,"
                    + " received_at, changed_at)"
                    + " values (:upload, :tenant, :upload, 'booking', 1, :operator, :now, :now)")
            .param("upload", upload)
            .param("tenant", tenant)
            .param("operator", operator)
            .param("now", now)
            .update();
    return jdbc.sql(
            """
            insert into clearing_record (upload, line, tenant, state, number, type, token, last_four,
                minor, currency, billing_minor, billing_currency, part, parts, approval_code, rrn,
                reference, merchant, terminal, category, country, day, at)
            select :upload, 1, p.tenant, 'waiting', 1, :type, p.token, p.last_four, :amount,
                   p.billing_currency, :amount, p.billing_currency, :part, :part, p.approval_code,
                   p.rrn, p.reference, p.merchant, p.terminal, p.category, p.country, p.day, :now
              from clearing_record p join card c on c.token = p.token
             where c.id = :card and p.tenant = :tenant and p.reference = :reference
               and p.type = 'presentment' and p.state = 'booked'
             order by p.at limit 1
            """)
        .param("upload", upload)
        .param("type", type.word())
        .param("amount", said.amount())
        .param("part", part)
        .param("card", card)
        .param("tenant", tenant)
        .param("reference", said.acquirerReference())
        .param("now", now)
        .update();
  }
}
