package io.serai.refund;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bulk refund as it stands.
 *
 * @param id {@code br_…}
 * @param state running, paused, done or cancelled
 * @param filter what it refunds
 * @param reason why
 * @param operator who began it
 * @param rate refunds that it begins in a second at the most
 * @param gathered whether all payments have been looked at; until then the counts still grow
 * @param counts refunds by state: waiting, sent (not known yet), done, failed, skipped; and total
 * @param money minor units by currency
 * @param codes how many failed or were skipped, by code
 * @param waitsUntil when the next refund is tried that waits for a cap; null if none does
 * @param estimatedEnd when it will be done at the last minute's pace; null if that is not known
 * @param createdAt when it was begun
 * @param changedAt when it was last paused, resumed, cancelled or done
 * @param changes who did what to it, oldest first
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkRefund(
    String id,
    String state,
    RefundFilter filter,
    String reason,
    String operator,
    int rate,
    boolean gathered,
    Map<String, Long> counts,
    Map<String, Money> money,
    Map<String, Long> codes,
    @Nullable Instant waitsUntil,
    @Nullable Instant estimatedEnd,
    Instant createdAt,
    Instant changedAt,
    List<Change> changes) {

  /**
   * Sums of one currency, in minor units; they may be larger than a long.
   *
   * @param total all that is to be given back
   * @param done what was given back
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Money(BigInteger total, BigInteger done) {}

  /**
   * What somebody did.
   *
   * @param action create, pause, resume or cancel
   * @param operator who
   * @param reason why
   * @param at when
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Change(String action, String operator, String reason, Instant at) {}

  /**
   * What a bulk refund would do.
   *
   * @param payments how many payments fit
   * @param money what is left to refund of them, in minor units by currency
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DryRun(long payments, Map<String, BigInteger> money) {}
}
