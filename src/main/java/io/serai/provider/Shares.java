package io.serai.provider;

import java.util.ArrayList;
import java.util.List;

/** Draws an order by shares: the first by all shares, each next by the shares of who is left. */
final class Shares {

  /**
   * One of those that are drawn from.
   *
   * @param provider who
   * @param share how often, compared with the others; one of 0 comes after all others, as listed
   */
  record Share(Provider provider, long share) {}

  private Shares() {}

  static List<Provider> draw(List<Share> shares, Draw draw) {
    List<Share> left = new ArrayList<>(shares);
    List<Provider> order = new ArrayList<>(shares.size());
    for (int turn = 0; !left.isEmpty(); turn++) {
      long sum = left.stream().mapToLong(Share::share).sum();
      int taken = sum == 0 ? 0 : at(left, draw.below(turn, sum));
      order.add(left.remove(taken).provider());
    }
    return order;
  }

  private static int at(List<Share> left, long drawn) {
    long upTo = 0;
    for (int i = 0; i < left.size(); i++) {
      upTo += left.get(i).share();
      if (drawn < upTo) {
        return i;
      }
    }
    throw new IllegalArgumentException("a draw is below the sum of the shares");
  }
}
