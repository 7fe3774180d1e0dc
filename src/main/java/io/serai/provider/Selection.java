package io.serai.provider;

import io.serai.payment.SeraiException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the providers of a step in order for one payment (S3.7). Who does not take it, by its brand,
 * currency or market, is left out before (S1.6, S1.12): it is known then that nothing would come of
 * it, so there is no attempt, and none that counts as an error. Who has no price for the payment
 * comes after all who have one, as listed.
 *
 * @param strategy how
 * @param weights the share of each provider, in the order of the list; of {@link Strategy#WEIGHTED}
 *     alone
 */
public record Selection(Strategy strategy, List<Long> weights) {

  // A cheaper provider's share is as much larger to six digits, and many of them fit in a long.
  private static final BigInteger LARGEST_SHARE = BigInteger.valueOf(1_000_000);

  /** Keeps a copy. */
  public Selection {
    weights = List.copyOf(weights);
  }

  /** As listed. */
  public static final Selection PRIORITY = new Selection(Strategy.PRIORITY, List.of());

  /** A provider and what the payment costs there. */
  private record Priced(Provider provider, Cost cost) {}

  /**
   * The order for a payment.
   *
   * @param listed the providers of the step, in its order
   * @param draw decides where shares do
   * @throws SeraiException if nobody takes it, or the amount is too large to be priced
   */
  public Choice choose(List<Provider> listed, Sale sale, Volumes volumes, Draw draw) {
    List<Provider> takers =
        listed.stream().filter(one -> one.definition().terms().refuses(sale).isEmpty()).toList();
    if (takers.isEmpty()) {
      throw Refusal.of(listed, sale);
    }
    return switch (strategy) {
      case PRIORITY -> Choice.asListed(takers);
      case WEIGHTED -> new Choice(strategy, Shares.draw(given(listed, sale), draw), Map.of());
      case FEE_WEIGHTED, LOWEST_COST -> byCost(takers, sale, volumes, draw);
    };
  }

  private List<Shares.Share> given(List<Provider> listed, Sale sale) {
    List<Shares.Share> shares = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      if (listed.get(i).definition().terms().refuses(sale).isEmpty()) {
        shares.add(new Shares.Share(listed.get(i), weights.get(i)));
      }
    }
    return shares;
  }

  private Choice byCost(List<Provider> takers, Sale sale, Volumes volumes, Draw draw) {
    List<Priced> priced = new ArrayList<>();
    List<Provider> others = new ArrayList<>(0);
    for (Provider one : takers) {
      ProviderDefinition of = one.definition();
      of.terms()
          .cost(sale, () -> volumes.soFar(of, sale.amount().currency()))
          .ifPresentOrElse(cost -> priced.add(new Priced(one, cost)), () -> others.add(one));
    }
    Map<String, Long> costs = new LinkedHashMap<>();
    priced.forEach(one -> costs.put(one.provider().name(), one.cost().minor()));
    List<Provider> order =
        new ArrayList<>(
            strategy == Strategy.LOWEST_COST
                ? cheapestFirst(priced)
                : Shares.draw(inverse(priced), draw));
    order.addAll(others);
    return new Choice(strategy, order, costs);
  }

  /** Of two that cost the same, the one that is listed first. */
  private static List<Provider> cheapestFirst(List<Priced> priced) {
    return priced.stream()
        .sorted(Comparator.comparingLong(one -> one.cost().expected()))
        .map(Priced::provider)
        .toList();
  }

  /** Half the cost is twice the share. What costs nothing is as good as a millionth of a unit. */
  private static List<Shares.Share> inverse(List<Priced> priced) {
    long least = priced.stream().mapToLong(one -> spared(one.cost())).min().orElse(1);
    return priced.stream()
        .map(one -> new Shares.Share(one.provider(), share(least, spared(one.cost()))))
        .toList();
  }

  private static long spared(Cost cost) {
    return Math.max(1, cost.expected());
  }

  private static long share(long least, long cost) {
    return BigInteger.valueOf(least)
        .multiply(LARGEST_SHARE)
        .divide(BigInteger.valueOf(cost))
        .max(BigInteger.ONE)
        .longValue();
  }
}
