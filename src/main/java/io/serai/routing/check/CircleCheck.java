package io.serai.routing.check;

import io.serai.intake.Nearest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** C10, for routes that send to each other alone: each has a sender, and nothing ever comes in. */
final class CircleCheck implements Check {

  private static final String DIRECT = "direct";

  @Override
  public void look(Scene scene, Findings found) {
    if (found.any(TargetCheck.HIDING)) {
      return;
    }
    for (Zone zone : List.of(Zone.ENTRIES, Zone.SET)) {
      List<Call> begins = ofZone(scene, zone, true);
      List<Call> sends = ofZone(scene, zone, false);
      Set<String> entered = entered(begins, sends);
      Set<String> sent = sends.stream().map(Call::name).collect(Collectors.toSet());
      begins.stream()
          .filter(call -> sent.contains(call.name()) && !entered.contains(call.name()))
          .forEach(call -> add(call, found));
    }
  }

  private static List<Call> ofZone(Scene scene, Zone zone, boolean consumer) {
    return scene
        .calls(DIRECT)
        .filter(call -> call.zone() == zone && call.consumer() == consumer)
        .toList();
  }

  /** The names that something leads to which does not begin with direct: itself. */
  private static Set<String> entered(List<Call> begins, List<Call> sends) {
    Set<String> entered = begins.stream().map(Call::name).collect(Collectors.toSet());
    Set<String> names = Set.copyOf(entered);
    // One that nobody sends to is told as such; what follows from it would be told twice.
    sends.forEach(send -> entered.remove(meant(send, names)));
    int before;
    do {
      before = entered.size();
      for (Call send : sends) {
        List<Call> own =
            begins.stream().filter(b -> b.step().top().equals(send.step().top())).toList();
        if (own.isEmpty() || own.stream().anyMatch(b -> entered.contains(b.name()))) {
          entered.add(meant(send, names));
        }
      }
    } while (entered.size() > before);
    return entered;
  }

  /** A mistyped name is told elsewhere; here it stands for the one that was meant. */
  private static String meant(Call send, Set<String> names) {
    return names.contains(send.name())
        ? send.name()
        : Nearest.of(send.name(), names).orElse(send.name());
  }

  private static void add(Call call, Findings found) {
    String name = DIRECT + ":" + call.name();
    found.add(
        Rule.C10,
        call.at(),
        name,
        "only routes that nothing comes into send to " + name,
        "send to one of them from a route that begins with entry:, or delete them");
  }
}
