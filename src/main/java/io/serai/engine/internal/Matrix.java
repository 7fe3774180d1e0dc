package io.serai.engine.internal;

import io.serai.payment.Operation;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each provider can do (S1.7), for callers; without settings, fees and addresses. */
final class Matrix {

  private Matrix() {}

  static Map<String, Object> of(ProviderSet providers) {
    return Map.of(
        "providers",
        providers.all().stream()
            .sorted(Comparator.comparing(Provider::name))
            .map(one -> row(one.definition()))
            .toList());
  }

  private static Map<String, Object> row(ProviderDefinition provider) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", provider.name());
    row.put("operations", provider.operations().stream().sorted().map(Operation::word).toList());
    said(row, "brands", provider.terms().brands());
    said(
        row,
        "currencies",
        Set.copyOf(provider.terms().currencies().stream().map(one -> one.alphabetic()).toList()));
    said(row, "markets", provider.terms().markets());
    if (provider.terms().mode() != null) {
      row.put("mode", provider.terms().mode().word());
    }
    return row;
  }

  /** What is not said is all, and is left out. */
  private static void said(Map<String, Object> row, String name, Set<String> values) {
    if (!values.isEmpty()) {
      row.put(name, List.copyOf(new java.util.TreeSet<>(values)));
    }
  }
}
