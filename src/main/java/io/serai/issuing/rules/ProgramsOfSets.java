package io.serai.issuing.rules;

import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.RouteSetActivated;
import io.serai.payment.RouteSetClosed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.context.event.EventListener;

/** Reads the card programs of each set of routes, and remembers which set is the active one. */
class ProgramsOfSets implements CamelContextCustomizer, CardPrograms {

  private final Map<String, Map<String, CardProgram>> byHash = new ConcurrentHashMap<>();
  private volatile Map<String, CardProgram> active = Map.of();

  @Override
  public void configure(CamelContext context) {
    String hash = context.getGlobalOption(ExchangeKeys.SET_HASH);
    String folder = context.getGlobalOption(ExchangeKeys.SET_FOLDER);
    if (hash != null && folder != null) {
      byHash.put(hash, IssuingFile.read(Path.of(folder), context::resolvePropertyPlaceholders));
    }
  }

  @EventListener
  void activated(RouteSetActivated event) {
    active = byHash.getOrDefault(event.hash(), Map.of());
  }

  @EventListener
  void closed(RouteSetClosed event) {
    byHash.remove(event.hash());
  }

  @Override
  public Optional<CardProgram> find(String routeSet, String name) {
    return Optional.ofNullable(byHash.getOrDefault(routeSet, active).get(name));
  }

  @Override
  public Optional<CardProgram> current(String name) {
    return Optional.ofNullable(active.get(name));
  }

  /** Some programs with some BINs each: looking through them is faster than an index. */
  @Override
  public Optional<CardProgram> ofNumber(String routeSet, String digits) {
    CardProgram found = null;
    int longest = 0;
    for (CardProgram program : byHash.getOrDefault(routeSet, active).values()) {
      for (String bin : program.bins()) {
        if (bin.length() > longest && digits.startsWith(bin)) {
          longest = bin.length();
          found = program;
        }
      }
    }
    return Optional.ofNullable(found);
  }
}
