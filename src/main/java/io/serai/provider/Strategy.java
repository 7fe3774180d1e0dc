package io.serai.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the providers of a step are put in order (S3.7). It orders and no more: who is asked next
 * after an answer is for the failover rule.
 */
public enum Strategy {
  /** As they are listed. */
  PRIORITY,
  /** By shares that the step says. */
  WEIGHTED,
  /** By shares that are inverse to what this payment costs at each. */
  FEE_WEIGHTED,
  /** The cheapest for this payment first. */
  LOWEST_COST;

  /** The word in routes and in the journal. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it can put a provider in order: what goes by costs needs the provider's fees. */
  public boolean canOrder(ProviderDefinition provider) {
    return provider.terms().fees() != null || !(this == FEE_WEIGHTED || this == LOWEST_COST);
  }

  /** Why it cannot. */
  public String whyNot(ProviderDefinition provider) {
    return "provider "
        + provider.name()
        + " has no fees: strategy "
        + word()
        + " goes by them; add them in providers.yaml, or write another strategy";
  }

  /** The strategy of a word; nothing for any other word. */
  public static Optional<Strategy> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** All words. */
  public static String words() {
    return Arrays.stream(values()).map(Strategy::word).collect(Collectors.joining(", "));
  }
}
