package io.serai.issuing;

import java.util.Optional;

/** The card programs of the route sets that are loaded. Thread-safe, does not block. */
public interface CardPrograms {

  /** The program as a route set has it; of the active one where that set is gone. */
  Optional<CardProgram> find(String routeSet, String name);

  /** The program as the active route set has it. */
  Optional<CardProgram> current(String name);

  /**
   * The program that a card number belongs to by its BIN, for whoever may not look at the card.
   *
   * @param digits what the number begins with, six to eight digits or more
   */
  default Optional<CardProgram> ofNumber(String routeSet, String digits) {
    return Optional.empty();
  }
}
