package io.serai.issuing;

import io.serai.payment.Currency;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A card program as {@code issuing.yaml} says it.
 *
 * @param name its name
 * @param tenant whose it is
 * @param currency of its accounts
 * @param zone whose days and months are counted, and which gives the business date
 * @param bins what its card numbers begin with, six to eight digits each
 * @param rules who may spend what
 * @param holds how long an authorization is held
 * @param standIn what is answered where nothing can be decided in time
 * @param issue what a new account and card of it begin with
 */
public record CardProgram(
    String name,
    String tenant,
    Currency currency,
    ZoneId zone,
    List<String> bins,
    AuthorizationRules rules,
    HoldTimes holds,
    StandIn standIn,
    Issue issue) {

  /** Copies. */
  public CardProgram {
    bins = List.copyOf(bins);
  }

  /** A prepaid program whose cards are valid as long as where nothing is said. */
  public CardProgram(
      String name,
      String tenant,
      Currency currency,
      ZoneId zone,
      List<String> bins,
      AuthorizationRules rules,
      HoldTimes holds,
      StandIn standIn) {
    this(name, tenant, currency, zone, bins, rules, holds, standIn, Issue.PREPAID);
  }

  /**
   * What a new account and card begin with.
   *
   * @param credit whether its accounts may have a credit line
   * @param creditLineMinor the credit line of an account for which none is given; 0 for prepaid
   * @param validityMonths for how many months after the one in which it is made a card is valid
   */
  public record Issue(boolean credit, long creditLineMinor, int validityMonths) {

    /** Paid for before, for five years. */
    public static final Issue PREPAID = new Issue(false, 0, 60);
  }

  /**
   * How long an authorization is held that nobody claims.
   *
   * @param standard without a category's own
   * @param byCategory by merchant category code
   */
  public record HoldTimes(Duration standard, Map<String, Duration> byCategory) {

    /** Copies. */
    public HoldTimes {
      byCategory = Map.copyOf(byCategory);
    }

    /** Of a merchant category code. */
    public Duration of(@Nullable String category) {
      return category == null ? standard : byCategory.getOrDefault(category, standard);
    }
  }

  /**
   * What is answered where nothing can be decided in time (S4.6).
   *
   * @param floorMinor up to which amount it is approved, in minor units; 0 approves nothing
   * @param declineCode DE39 of the others
   * @param withoutDatabase whether it approves while the database is away, too
   */
  public record StandIn(long floorMinor, String declineCode, boolean withoutDatabase) {}
}
