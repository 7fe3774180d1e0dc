package io.serai.check.internal;

import io.serai.check.internal.CardRow.Event;
import io.serai.check.internal.CardRow.Held;
import java.util.ArrayList;
import java.util.List;

/** What the events of one hold come to, beside what its row says. Not thread-safe. */
final class HoldSums {

  private final Held row;
  private long authorized;
  private long held;
  private long cleared;
  private long reversed;
  private boolean tooMuch;
  private boolean wasCleared;
  private int expired;

  HoldSums(Held row) {
    this.row = row;
  }

  void add(Event event) {
    held += event.held();
    tooMuch |= held < 0;
    switch (event.kind()) {
      case "approved", "stood_in" -> authorized += event.held();
      case "advised" -> {
        authorized += Math.max(0, event.held());
        reversed += Math.max(0, -event.held());
      }
      case "reversed" -> {
        reversed += event.posted() - event.held();
        cleared -= event.posted();
      }
      case "cleared" -> {
        wasCleared = true;
        cleared -= event.posted();
        // A purchase is authorized and booked in one.
        authorized += isItsOwn(event) ? -event.posted() : 0;
      }
      case "hold_expired" -> expired++;
      default -> {
        // what happens after clearing changes nothing of the hold
      }
    }
  }

  private boolean isItsOwn(Event event) {
    return row.key().equals(event.tenant() + "/" + event.key());
  }

  /** What is wrong with the amounts. */
  List<String> amounts() {
    List<String> wrong = new ArrayList<>();
    compare("authorized", row.authorized(), authorized, wrong);
    compare("held", row.held(), held, wrong);
    compare("cleared", row.cleared(), cleared, wrong);
    compare("reversed", row.reversed(), reversed, wrong);
    if (tooMuch) {
      wrong.add("hold " + row.id() + " released more than it held");
    }
    if (reversed > authorized) {
      wrong.add(
          "hold " + row.id() + " gave back " + reversed + " of " + authorized + " authorized");
    }
    return wrong;
  }

  private void compare(String what, long said, long come, List<String> wrong) {
    if (said != come) {
      wrong.add("hold " + row.id() + " says " + said + " " + what + ", its events come to " + come);
    }
  }

  /** What is wrong with the state. */
  List<String> state() {
    boolean right =
        switch (row.state()) {
          case "open" -> expired == 0;
          case "cleared" -> wasCleared && expired == 0 && row.held() == 0;
          case "reversed" -> row.reversed() > 0 && expired == 0 && row.held() == 0;
          case "expired" -> expired == 1 && row.held() == 0;
          default -> false;
        };
    return right
        ? List.of()
        : List.of("hold " + row.id() + " is " + row.state() + ", which its events do not say");
  }
}
