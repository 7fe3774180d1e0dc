package io.serai.provider;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says why nobody of a list takes a sale: the field, and what to send instead. */
final class Refusal {

  private Refusal() {}

  /** For a list of which each refuses; what the last one misses is what would help. */
  static SeraiException of(List<Provider> listed, Sale sale) {
    ErrorCode code = listed.get(listed.size() - 1).definition().terms().refuses(sale).orElseThrow();
    String names = listed.stream().map(Provider::name).collect(Collectors.joining(", "));
    return switch (code) {
      case CURRENCY_NOT_SUPPORTED ->
          refused(
              code,
              "currency",
              sale.amount().currency().alphabetic() + " is taken by none of " + names,
              all(listed, terms -> codes(terms)));
      case MARKET_NOT_SERVED ->
          refused(
              code,
              "market",
              sale.market() + " is served by none of " + names,
              all(listed, ProviderTerms::markets));
      default ->
          refused(
              code,
              "method.brand",
              sale.brand() + " is accepted by none of " + names,
              all(listed, ProviderTerms::brands));
    };
  }

  private static SeraiException refused(ErrorCode code, String field, String why, String mend) {
    return new SeraiException(code, field, field + ": " + why + "; send one of " + mend, null);
  }

  private static Set<String> codes(ProviderTerms terms) {
    return terms.currencies().stream().map(one -> one.alphabetic()).collect(Collectors.toSet());
  }

  private static String all(List<Provider> listed, Function<ProviderTerms, Set<String>> what) {
    return listed.stream()
        .flatMap(one -> what.apply(one.definition().terms()).stream())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }
}
