package io.serai.routing.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which endpoints lead to a payment or to an account, in however many steps; in a Kamelet, to the
 * provider.
 */
final class Reach {

  private static final Set<String> MONEY = Set.of("payment", "issuing");

  private final Scene scene;
  private final Set<Call> leading = new HashSet<>();

  Reach(Scene scene) {
    this.scene = scene;
    int before;
    do {
      before = leading.size();
      scene.calls().stream().filter(this::leads).forEach(leading::add);
    } while (leading.size() > before);
  }

  boolean toMoney(Call call) {
    return leading.contains(call);
  }

  Set<Call> all() {
    return leading;
  }

  private boolean leads(Call call) {
    if (call.consumer()) {
      return false;
    }
    if (call.zone() == Zone.KAMELET) {
      Rules.Component component = scene.rules().components().get(call.scheme());
      return component != null && component.outside();
    }
    return MONEY.contains(call.scheme()) || target(call).filter(this::holdsLeading).isPresent();
  }

  private boolean holdsLeading(Step route) {
    return leading.stream().anyMatch(call -> call.step().top().equals(route));
  }

  /** The route that a {@code direct:} or {@code entry:} reaches. */
  private Optional<Step> target(Call call) {
    Zone where = call.scheme().equals("entry") ? Zone.SET : call.zone();
    return scene
        .calls(call.scheme())
        .filter(c -> c.consumer() && c.zone() == where && c.name().equals(call.name()))
        .filter(c -> c.scheme().equals("direct") || c.scheme().equals("entry"))
        .map(c -> c.step().top())
        .findFirst();
  }
}
