package io.serai.issuing;

import java.util.List;

/** Says whether an authorization is approved. Pure, never blocks. */
public interface AuthorizationRules {

  /** What {@link Ruling#rule} says where no rule objected. */
  String APPROVED = "approved";

  /** The names of the rules, in their order. */
  default List<String> names() {
    return List.of();
  }

  /**
   * Rules on a request.
   *
   * @param seen the account and the card, both known
   * @param request what is asked
   * @param minor the amount in minor units of the account's currency
   */
  Ruling rule(Snapshot seen, CardRequest request, long minor);

  /**
   * Rules on a balance inquiry, which spends nothing: by the status and the expiry of the card.
   *
   * @param seen the account and the card, both known
   * @param request what is asked
   */
  default Ruling inquire(Snapshot seen, CardRequest request) {
    return rule(seen, request, 0);
  }

  /**
   * What an account has used after an approval that the rules were not asked for: an advice, or a
   * stand-in. Without it, taking that back would give back what was never counted.
   *
   * @param seen the account and the card, both known
   * @param request what was asked
   * @param minor what was approved, in minor units of the account's currency
   */
  default Usage count(Snapshot seen, CardRequest request, long minor) {
    CardAccount account = seen.account();
    return account == null ? Usage.NONE : account.usage();
  }

  /**
   * What an account has used once a hold, or a part of it, was taken back.
   *
   * @param hold the hold as it was
   * @param minor how much of it, in minor units
   * @param whole whether all of it, so that it does not count as a use any more
   */
  Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole);

  /**
   * The ruling.
   *
   * @param responseCode DE39: 00, 10 for a part, or that of the rule that declined
   * @param rule the name of the rule that decided, for the history; {@link #APPROVED} where none
   *     objected
   * @param approvedMinor how much is approved, in minor units; 0 for a decline
   * @param usage what the account has used afterwards
   */
  record Ruling(String responseCode, String rule, long approvedMinor, Usage usage) {}
}
